package org.wardround.cli;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Class files and source files of all modules, found in their folders. */
final class Sources {
    /** The folder of the whole project; tests run in the folder of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final ClassFileImporter IMPORTER = new ClassFileImporter();

    private Sources() {}

    static JavaClasses mainClasses() {
        return IMPORTER.importPaths(compiled("target/classes"));
    }

    static JavaClasses allClasses() {
        return IMPORTER.importPaths(Stream.of("target/classes", "target/test-classes")
                .flatMap(folder -> compiled(folder).stream())
                .toList());
    }

    static JavaClasses mainClassesOf(Module module) {
        return IMPORTER.importPaths(compiled(module, "target/classes").toList());
    }

    /** Names of the folders that hold a Maven module. */
    static List<String> moduleFolders() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> mainJava() {
        return Module.ALL.stream()
                .flatMap(module -> javaUnder(module.folder().resolve("src/main/java")).stream())
                .toList();
    }

    /** Folders of all packages that have a main source. */
    static List<Path> mainPackages() {
        return mainJava().stream().map(Path::getParent).distinct().toList();
    }

    static List<Path> javaUnder(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Benchmarks are compiled after these tests, so what lies there may be missing or old.
    private static List<Path> compiled(String folder) {
        return Module.ALL.stream()
                .filter(module -> !module.equals(Module.BENCHMARKS))
                .flatMap(module -> compiled(module, folder))
                .toList();
    }

    private static Stream<Path> compiled(Module module, String folder) {
        return Stream.of(module.folder().resolve(folder)).filter(Files::exists);
    }
}
