/**
 * The files of a federation's rosters: {@code roster-N.json}, the signatures beside it, and the folder that holds them all. What a roster means and
 * when it holds is in {@code core.trust}; no key is made and nothing is signed here.
 */
@NullMarked
package org.wardround.study.roster;

import org.jspecify.annotations.NullMarked;
