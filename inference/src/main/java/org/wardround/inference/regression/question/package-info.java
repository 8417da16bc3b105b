/**
 * What every pass of a regression shares: the rows as a site has them, the columns and bounds that a study declares, the question with its layout and
 * answer, and sums in two words. A site's rows stay with the caller; nothing here keeps, prints or sends them.
 */
@NullMarked
package org.wardround.inference.regression.question;

import org.jspecify.annotations.NullMarked;
