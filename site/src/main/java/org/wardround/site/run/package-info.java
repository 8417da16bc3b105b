/**
 * One run at a hospital: the transcript as it was told, the program that derives each question from it, and the answers that were given.
 */
@NullMarked
package org.wardround.site.run;

import org.jspecify.annotations.NullMarked;
