package org.wardround.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A module, the modules it may use and the packages of outside libraries it may use: the graph of the architecture
 * document, written down once for the tests. The JDK and JSpecify's annotations are open to all.
 */
record Module(String name, List<String> uses, List<String> libraries) {
    static final Module BENCHMARKS = new Module(
            "benchmarks",
            List.of(
                    "core",
                    "study",
                    "inference",
                    "privacy",
                    "publish",
                    "data",
                    "learning",
                    "simulation",
                    "report",
                    "cli"),
            List.of("org.openjdk.jmh.."));

    /** Folders that put together what the modules compiled, and hold no classes but tests of that. */
    static final Set<String> PACKAGING = Set.of("coordinator-program", "dist");

    static final List<Module> ALL = List.of(
            new Module("core", List.of(), List.of()),
            new Module(
                    "study",
                    List.of("core"),
                    List.of("com.fasterxml.jackson..", "com.networknt..", "org.yaml.snakeyaml..")),
            new Module(
                    "inference",
                    List.of("core"),
                    List.of("org.ejml..", "org.apache.commons.statistics..", "org.apache.commons.numbers..")),
            new Module("privacy", List.of("core"), List.of()),
            new Module("publish", List.of("core", "study", "inference", "privacy"), List.of()),
            // Generated messages lie in the module's own packages.
            new Module("protocol", List.of("core", "privacy"), List.of("com.google.protobuf..", "io.grpc..")),
            new Module("learning", List.of("core", "inference"), List.of()),
            new Module("data", List.of("core", "study"), List.of("de.siegmar.fastcsv..")),
            // No path to data or learning: the coordinator can't reach patients' rows.
            new Module(
                    "coordinator",
                    List.of("core", "study", "inference", "privacy", "publish", "protocol"),
                    List.of(
                            "com.google.protobuf..",
                            "org.bouncycastle..",
                            "org.sqlite..",
                            "org.postgresql..",
                            "org.flywaydb..",
                            "com.fasterxml.jackson..",
                            "io.javalin..",
                            "org.eclipse.jetty..",
                            "jakarta.servlet..",
                            "io.micrometer..",
                            "kotlin..")),
            new Module(
                    "site",
                    List.of("core", "study", "inference", "privacy", "publish", "data", "learning", "protocol"),
                    List.of("com.google.protobuf..", "org.sqlite..", "org.flywaydb..", "org.bouncycastle..")),
            new Module(
                    "simulation",
                    List.of("core", "study", "inference", "privacy", "publish", "data", "learning"),
                    List.of()),
            // Results are written in the names of core: sites and metrics.
            new Module("report", List.of("core", "study"), List.of()),
            new Module(
                    "cli",
                    List.of(
                            "core",
                            "study",
                            "inference",
                            "privacy",
                            "publish",
                            "data",
                            "learning",
                            "protocol",
                            "coordinator",
                            "site",
                            "simulation",
                            "report"),
                    // Signals: Java has no other way to end orderly with the exit code of success.
                    List.of("picocli..", "sun.misc..", "org.bouncycastle..")),
            new Module(
                    "testkit",
                    List.of("core", "privacy"),
                    List.of("org.junit..", "org.assertj..", "org.opentest4j..", "org.bouncycastle..")),
            BENCHMARKS);

    private static final List<String> OPEN_TO_ALL = List.of("java..", "javax..", "jdk..", "org.jspecify..");

    /** Pattern of the packages that belong to this module. */
    String packages() {
        return packagesOf(name);
    }

    /** Patterns of all packages that main classes of this module may mention. */
    String[] allowedPackages() {
        return Stream.of(
                        Stream.of(packages()),
                        uses.stream().map(Module::packagesOf),
                        libraries.stream(),
                        OPEN_TO_ALL.stream())
                .flatMap(patterns -> patterns)
                .toArray(String[]::new);
    }

    Path folder() {
        return Sources.ROOT.resolve(name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static String packagesOf(String module) {
        return "org.wardround." + module + "..";
    }
}
