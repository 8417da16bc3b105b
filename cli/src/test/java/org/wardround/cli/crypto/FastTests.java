package org.wardround.cli.crypto;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets all tests of this module sign and agree as the serving programs do; JUnit finds it by {@code META-INF/services}. */
public final class FastTests implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        FastCurves.install();
    }
}
