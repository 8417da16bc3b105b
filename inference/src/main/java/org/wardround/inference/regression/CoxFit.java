package org.wardround.inference.regression;

import org.wardround.inference.regression.cox.Ties;

final class CoxFit {
    CoxFit(RegressionSpec spec, Ties ties, Described described) {}

    RegressionRun begin() {
        throw new UnsupportedOperationException("not built yet");
    }
}
