package org.wardround.inference.regression.question;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * One pass over the sites: what each of them adds up over its rows. Implementations are plain data, so that a question can be encoded, hashed and
 * journalled; the answer is a pure function of question and rows. Safe for concurrent use.
 */
public interface Question {
    /** What the pass is for, in words: {@code regression: iteration 3}. */
    String purpose();

    /** The sum's layout; the same for every site. */
    SumLayout layout();

    /** A site's sums over its rows. Numbers beyond the declared bounds are not an error here: the sum says that a site had some. */
    LocalUpdate answer(RegressionRows rows);
}
