/**
 * The dossier that a person reads before a study is approved: who asks, what leaves, what is protected and what is not, in plain words and as data. A pure
 * function of study, roster and policy, so that its digest can be taken again at any time. How it looks on paper or screen belongs elsewhere.
 */
@NullMarked
package org.wardround.site.dossier;

import org.jspecify.annotations.NullMarked;
