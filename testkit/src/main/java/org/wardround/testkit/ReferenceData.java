package org.wardround.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The public data sets that tests compare against. They do not travel with the source: where their folder is absent, a test that asks for
 * one is skipped and says so.
 *
 * <p>The folder is looked for in the system property {@code wardround.referenceData}, then in the environment variable
 * {@code WARDROUND_REFERENCE_DATA}, then as {@code shared/data} in the working directory or any folder above it.
 */
public final class ReferenceData {
    private static final String PROPERTY = "wardround.referenceData";
    private static final String ENVIRONMENT = "WARDROUND_REFERENCE_DATA";
    private static final Path BESIDE_CHECKOUT = Path.of("shared", "data");

    private ReferenceData() {}

    /** The folder of one data set, {@code heart-disease} say. Skips the calling test where it is absent. */
    public static Path folder(String name) {
        Optional<Path> folder = root().map(root -> root.resolve(name)).filter(Files::isDirectory);
        Assumptions.assumeTrue(
                folder.isPresent(),
                () -> "reference data set '%s' is absent: set %s to the folder that holds it"
                        .formatted(name, ENVIRONMENT));
        return folder.orElseThrow();
    }

    private static Optional<Path> root() {
        return named(System.getProperty(PROPERTY))
                .or(() -> named(System.getenv(ENVIRONMENT)))
                .or(ReferenceData::besideCheckout);
    }

    private static Optional<Path> named(@Nullable String folder) {
        return Optional.ofNullable(folder).filter(text -> !text.isEmpty()).map(Path::of);
    }

    private static Optional<Path> besideCheckout() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(BESIDE_CHECKOUT))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
