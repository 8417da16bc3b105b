package org.wardround.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the promises that the module graph and the house rules make, over the classes of all modules. */
final class ArchitectureTest {
    private static final JavaClasses MAIN = Sources.mainClasses();
    private static final JavaClasses ALL = Sources.allClasses();

    private static final Set<String> INEXACT_MATHS = Set.of(
            "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
            "sinh", "cosh", "tanh", "cbrt", "hypot");

    private static final Set<String> SEEDABLE =
            Set.of("java.util.Random", "java.util.SplittableRandom", "java.util.concurrent.ThreadLocalRandom");

    static Stream<Module> modules() {
        return Module.ALL.stream();
    }

    static Stream<String> packaging() {
        return Module.PACKAGING.stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void module_depends_only_on_what_the_design_allows(Module module) {
        check(
                classes()
                        .that(resideInAPackage(module.packages()))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(module.allowedPackages())),
                MAIN);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void module_keeps_its_classes_in_its_own_packages(Module module) {
        List<String> strangers = Sources.mainClassesOf(module).stream()
                .filter(not(resideInAPackage(module.packages())))
                .map(JavaClass::getName)
                .toList();
        assertThat(strangers).isEmpty();
    }

    @Test
    void every_folder_with_a_pom_is_a_module_of_the_graph() {
        List<String> folders = new ArrayList<>(Sources.moduleFolders());
        folders.removeAll(Module.PACKAGING);
        assertThat(Module.ALL).extracting(Module::name).containsExactlyInAnyOrderElementsOf(folders);
    }

    @ParameterizedTest
    @MethodSource("packaging")
    void what_only_packages_has_no_classes_of_its_own(String folder) {
        assertThat(Sources.javaUnder(Sources.ROOT.resolve(folder).resolve("src/main")))
                .isEmpty();
    }

    @Test
    void packages_have_no_cycles() {
        check(slices().matching("org.wardround.(**)").should().beFreeOfCycles(), MAIN);
    }

    @Test
    void chance_is_seeded_or_secure() {
        checkNobodyAccesses(ALL, Random.class, Set.of("<init>"));
        checkNobodyAccesses(ALL, Math.class, Set.of("random"));
        checkNobodyAccesses(ALL, StrictMath.class, Set.of("random"));
        checkNobodyUses("java.util.concurrent.ThreadLocalRandom");
    }

    /** {@code SecureRandom} is asked of the operating system; whatever can be seeded, our own stream too, would give masks and noise away. */
    @Test
    void masks_and_noise_come_from_the_operating_system_alone() {
        Module privacy = Module.ALL.stream()
                .filter(module -> module.name().equals("privacy"))
                .findFirst()
                .orElseThrow();
        JavaClasses classes = Sources.mainClassesOf(privacy);
        assertThat(classes).anyMatch(each -> each.getSimpleName().equals("SecretWords"));
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat(describe(
                                "can be seeded or foretold",
                                each -> SEEDABLE.contains(each.getName())
                                        || each.getPackageName().equals("java.util.random")
                                        || each.getPackageName().startsWith("org.wardround.core.random"))),
                classes);
        checkNobodyAccesses(classes, Math.class, Set.of("random"));
        checkNobodyAccesses(classes, StrictMath.class, Set.of("random"));
    }

    @Test
    void nobody_reads_the_wall_clock_or_sleeps() {
        checkNobodyAccesses(ALL, System.class, Set.of("currentTimeMillis"));
        checkNobodyAccesses(ALL, Thread.class, Set.of("sleep"));
        checkNobodyAccesses(ALL, TimeUnit.class, Set.of("sleep"));
    }

    @Test
    void mathematics_gives_the_same_bits_on_every_machine() {
        checkNobodyAccesses(MAIN, Math.class, INEXACT_MATHS);
    }

    @Test
    void nothing_uses_java_serialisation() {
        checkNobodyUses("java.io.ObjectInputStream");
        checkNobodyUses("java.io.ObjectOutputStream");
    }

    @Test
    void main_sources_have_at_most_400_lines() {
        assertThat(Sources.mainJava())
                .allSatisfy(file -> assertThat(Sources.lines(file)).as("lines").hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void every_package_says_what_it_is_for_and_is_null_marked() {
        assertThat(Sources.mainPackages()).isNotEmpty().allSatisfy(folder -> {
            Path description = folder.resolve("package-info.java");
            assertThat(description).exists();
            assertThat(Sources.lines(description)).contains("@NullMarked").contains("/**");
        });
    }

    @Test
    void benchmarks_keep_the_same_rules() {
        // Compiled after this test runs, hence read as text.
        assertThat(Sources.javaUnder(Module.BENCHMARKS.folder().resolve("src")))
                .allSatisfy(
                        file -> assertThat(Sources.lines(file))
                                .noneMatch(
                                        line -> line.matches(
                                                ".*(\\bnew Random\\(|\\bcurrentTimeMillis\\(|\\bMath\\.random\\(|\\bThread\\.sleep\\().*")));
    }

    // Calls and method references alike.
    private static void checkNobodyAccesses(JavaClasses classes, Class<?> owner, Set<String> names) {
        check(
                noClasses()
                        .should()
                        .accessTargetWhere(describe(
                                "is %s.%s".formatted(owner.getSimpleName(), names),
                                access -> access.getTargetOwner().isEquivalentTo(owner)
                                        && names.contains(access.getTarget().getName()))),
                classes);
    }

    // By name, since a class literal in this test would be a use.
    private static void checkNobodyUses(String className) {
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName(className), ALL);
    }

    private static void check(ArchRule rule, JavaClasses classes) {
        rule.allowEmptyShould(true).check(classes);
    }
}
