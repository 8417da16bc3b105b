package org.wardround.simulation.hospitals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Four synthetic hospitals that differ as real ones do: in size, in their patients, in how common the disease is, in what they do not measure, in
 * how their devices read, and in the codes of their tables. Drawn from summary figures of the UCI heart-disease collection; the outcome follows
 * one logistic risk with an intercept for each hospital. Nothing in the tables belongs to a real patient. Immutable.
 *
 * @see <a href="https://doi.org/10.24432/C52P4X">Janosi, Steinbrunn, Pfisterer and Detrano 1988, Heart Disease, UCI Machine Learning
 *     Repository (CC BY 4.0)</a>
 */
public final class SyntheticHospitals {
    /** Name of the study's file in the folder. */
    public static final String STUDY = "study.yaml";

    /** Name of the mapping's file in the folder. */
    public static final String MAPPING = "mapping.yaml";

    private final long seed;

    private SyntheticHospitals(long seed) {
        this.seed = seed;
    }

    /** The same seed gives the same bytes on every platform. */
    public static SyntheticHospitals seeded(long seed) {
        return new SyntheticHospitals(seed);
    }

    /** The hospitals' invented names, in the order of the mapping. */
    public static List<String> names() {
        return PublishedFigures.ALL.stream().map(HospitalFigures::name).toList();
    }

    /**
     * Writes one table for each hospital, {@link #STUDY} and {@link #MAPPING} into {@code folder}, which is made where it is missing. Files of
     * these names are replaced.
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (HospitalFigures figures : PublishedFigures.ALL) {
            Files.writeString(folder.resolve(figures.name() + ".csv"), new HospitalTable(figures).text(seed));
        }
        Files.writeString(folder.resolve(STUDY), resource(STUDY));
        Files.writeString(folder.resolve(MAPPING), resource(MAPPING));
    }

    /**
     * Writes what one hospital has in a federation: its table, and a {@link #MAPPING} that names no other.
     *
     * @param name one of {@link #names()}
     */
    public void writeOne(String name, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (HospitalFigures figures : PublishedFigures.ALL) {
            if (figures.name().equals(name)) {
                Files.writeString(folder.resolve(name + ".csv"), new HospitalTable(figures).text(seed));
            }
        }
        String others = names().stream().filter(other -> !other.equals(name)).collect(Collectors.joining("|"));
        Files.writeString(
                folder.resolve(MAPPING), resource(MAPPING).replaceAll("(?m)^  (%s):.*\\R".formatted(others), ""));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(SyntheticHospitals.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
