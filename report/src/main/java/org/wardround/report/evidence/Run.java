package org.wardround.report.evidence;

import java.util.List;
import java.util.Optional;
import org.wardround.study.evidence.EvidenceDocument.Block;
import org.wardround.study.evidence.Fact;
import org.wardround.study.evidence.RunRecord;
import org.wardround.study.evidence.Statement;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.RunKind;

/** What the documents ask of a run again and again. */
final class Run {
    private final RunRecord record;

    Run(RunRecord record) {
        this.record = record;
    }

    RunRecord record() {
        return record;
    }

    boolean isSimulation() {
        return record.results().header().kind() == RunKind.SIMULATION;
    }

    /** Whether it is one hospital's own report. */
    boolean isHospital() {
        return record.results().header().kind() == RunKind.HOSPITAL;
    }

    boolean isMasked() {
        return record.measure("/sums/threshold").isPresent();
    }

    boolean hasNoise() {
        return record.measure("/noise/epsilon").isPresent();
    }

    /** How many hospitals added noise to the counts of their patients; empty where none did. */
    Optional<Fact> noisedSites() {
        return record.measure("/counts/noisedSites")
                .filter(sites -> !sites.value().equals("0"));
    }

    /** Which hospitals added noise to what, with its size; empty where none did. */
    Optional<Statement> noisedCounts() {
        return noisedSites()
                .map(
                        sites -> Statement.of(
                                "at ",
                                sites,
                                " of ",
                                measure("/siteCount"),
                                " sites, on each count of the table of patients, as policies there demand: discrete Gaussian, of a standard deviation of ",
                                measure("/counts/deviation").digits(3),
                                " patients in a total. Its ε stands in the ledger of each such site, which was charged with it"));
    }

    /** Whether a hospital gave 0 in place of a count of its own, and said only that it did. */
    boolean hasMarkedCounts() {
        return record.measure("/counts/marked")
                .filter(marked -> marked.value().equals("true"))
                .isPresent();
    }

    /** Whether means of training rows are in a model's file as they are. */
    boolean hasExactMoments() {
        return isTrained() && record.results().model().moments().equals(ModelResult.EXACT);
    }

    /** How means of training rows are in a model's file, after another sentence; empty where none are, or with noise. */
    String moments() {
        if (!isTrained()) {
            return "";
        }
        return switch (record.results().model().moments()) {
            case ModelResult.EXACT -> ". " + Privacy.EXACT_MOMENTS;
            case ModelResult.ROUNDED -> ". " + Privacy.ROUNDED_MOMENTS;
            default -> "";
        };
    }

    boolean isTrained() {
        return !record.results().header().study().plan().strategy().isEmpty();
    }

    /** A value that every run has. */
    Fact result(String pointer) {
        return record.result(pointer).orElseThrow(() -> new IllegalStateException("results have no " + pointer));
    }

    /** A value that every run has, from the first line of its audit log. */
    Fact measure(String pointer) {
        return record.measure(pointer).orElseThrow(() -> new IllegalStateException("the first line has no " + pointer));
    }

    /** The name under which something stands in the results. */
    Fact key(String pointer) {
        return record.key(pointer);
    }

    /** The study's own words, or a line to be filled in. */
    Statement studyOr(String pointer, String asked) {
        return record.study(pointer)
                .filter(fact -> !fact.text().isBlank())
                .map(fact -> Statement.of(fact))
                .orElseGet(() -> Statement.blank(asked));
    }

    Fact study() {
        return result("/study/name");
    }

    /** ε, never less than it is. */
    Fact epsilon() {
        return measure("/noise/epsilon").up(4);
    }

    Fact delta() {
        return measure("/noise/delta").digits(6);
    }

    /** ε at δ, and on whom that leans where it does. */
    Statement limit() {
        Statement bare = Statement.of("ε = ", epsilon(), " at δ = ", delta());
        return find("/privacy/differentialPrivacy/holdsWhile")
                .map(condition -> Statement.of(bare, ", while ", condition))
                .orElse(bare);
    }

    Statement sites() {
        return Statement.list(record.measureList("/sites"));
    }

    /** What must stand on top of a simulation's documents. */
    List<Block> about() {
        if (isSimulation()) {
            return List.of(
                    new Block.Notice(
                            Statement.of(
                                    "This was a simulation: one person held the rows of all sites in one place, and no hospital was asked. It shows what a federation of these sites would do; it is no record of one.")));
        }
        return isHospital()
                ? List.of(
                        new Block.Notice(
                                Statement.of(
                                        "This is one hospital’s own view of the run, kept there: it holds that hospital’s figures whole, also those of few patients, and is not meant to leave it.")))
                : List.of();
    }

    Optional<Fact> find(String pointer) {
        return record.result(pointer);
    }
}
