/**
 * What noise costs in privacy: from mechanisms and how often each was used to ε and δ, and from a target back to the noise. Neighbours are two data sets that differ by one patient, who is in one of
 * them; where that is not so, the mechanism says it. Only arithmetic lives here: nothing draws noise, keeps a budget or knows a study.
 */
@NullMarked
package org.wardround.privacy.accounting;

import org.jspecify.annotations.NullMarked;
