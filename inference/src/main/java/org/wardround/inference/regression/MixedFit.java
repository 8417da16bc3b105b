package org.wardround.inference.regression;

final class MixedFit {
    MixedFit(RegressionSpec spec, boolean restricted, Described described) {}

    RegressionRun begin() {
        throw new UnsupportedOperationException("not built yet");
    }
}
