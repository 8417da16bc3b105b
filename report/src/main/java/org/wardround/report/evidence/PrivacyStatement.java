package org.wardround.report.evidence;

import java.util.ArrayList;
import java.util.List;
import org.wardround.study.evidence.EvidenceDocument;
import org.wardround.study.evidence.EvidenceDocument.Block;
import org.wardround.study.evidence.EvidenceDocument.Section;
import org.wardround.study.evidence.Fact;
import org.wardround.study.evidence.Statement;
import org.wardround.study.results.Privacy;

/**
 * What is promised about a patient, with the fields by which such a promise can be judged, and what is not.
 *
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-226">NIST SP 800-226</a>
 */
final class PrivacyStatement {
    static final String NAME = "privacy-statement";
    private static final String HOLDS_WHILE = "/privacy/differentialPrivacy/holdsWhile";
    private static final List<String> HEAD = List.of("Field", "This run");

    private final Run run;

    private PrivacyStatement(Run run) {
        this.run = run;
    }

    static EvidenceDocument of(Run run) {
        PrivacyStatement statement = new PrivacyStatement(run);
        List<Section> sections = new ArrayList<>();
        sections.add(statement.inShort());
        sections.add(statement.fields());
        sections.add(statement.trust());
        sections.add(statement.open());
        return new EvidenceDocument(
                NAME,
                "Statement on differential privacy",
                Statement.of(run.study()),
                Statement.of(
                        run.hasNoise()
                                ? "What this run lets be learned about one patient, up to ε and δ, and what no ε holds for. The fields are those of NIST SP 800-226."
                                : "This run set no limit on what can be learned about one patient. The fields are those of NIST SP 800-226."),
                sections);
    }

    private Section inShort() {
        List<Block> blocks = new ArrayList<>(run.about());
        if (run.hasNoise()) {
            blocks.add(new Block.Notice(Statement.of(
                    "For each patient at each site training is limited to ",
                    run.limit(),
                    ". Everything else that left has no such limit: it is listed below.")));
            blocks.add(
                    new Block.Paragraph(
                            Statement.of(
                                    "Take two tables of one site that differ by one patient. Whatever the site’s answers in training tell, it is no more than e to the power of ε times as likely from one table as from the other, but for a probability of δ.")));
        } else {
            blocks.add(
                    new Block.Notice(
                            Statement.of(
                                    "No limit: no noise was added",
                                    run.noisedSites().isPresent() ? " but on counts of the table of patients" : "",
                                    ", so there is no ε and no δ. The model and the figures can carry traces of single patients, and nothing bounds them.")));
        }
        run.noisedCounts()
                .ifPresent(noise -> blocks.add(new Block.Paragraph(Statement.of("Noise was added ", noise, "."))));
        return new Section("In short", blocks);
    }

    private Section fields() {
        List<List<Statement>> rows = new ArrayList<>();
        if (run.hasNoise()) {
            row(rows, "Unit of privacy", "one patient, with all rows of that patient, at one site");
            row(rows, "Neighbouring tables", "one patient added or removed");
            row(rows, "ε", run.epsilon(), ", rounded up");
            row(rows, "δ", run.delta());
            row(rows, "Accountant", run.result("/privacy/differentialPrivacy/accountant"));
            row(rows, "What was counted", run.result("/privacy/differentialPrivacy/mechanism"));
            row(
                    rows,
                    "Sampling",
                    "each patient takes part in a step by a secret draw of its own, with probability ",
                    measure("samplingRate"),
                    " (Poisson sampling); the count relies on it, and the software that draws also trains");
            row(
                    rows,
                    "Clipping",
                    "the gradient of a patient, the mean over the patient’s rows, is scaled down to a Euclidean norm of ",
                    measure("clipNorm"),
                    " less room for rounding, and rounded to whole units, ",
                    measure("unitsPerClipNorm"),
                    " to the norm. The room is half a unit times the root of the number of parameters, which is what rounding can add, so that no gradient is longer than the norm");
            row(
                    rows,
                    "Noise",
                    "discrete Gaussian, its standard deviation ",
                    measure("multiplier"),
                    isShared()
                            ? " times the clip norm in the sum of a step, of which each site adds a share"
                            : " times the clip norm, added in whole by each site at each step");
            if (hasStatistics()) {
                row(
                        rows,
                        "Sums before training",
                        "what gaps are filled with and inputs are scaled by comes from sums of one vector of each patient, of values clamped to their declared ranges, in whole units as gradients are; all patients take part, and the noise stands last in what was counted. ε holds for these sums and training together");
            }
            row(
                    rows,
                    "Sampler",
                    "exact, from integers alone (Canonne, Kamath and Steinke); words from AES in counter mode under a key from the operating system, which nobody sets or keeps. Its time depends on the draw: all noise of an answer is drawn before anything leaves");
            row(rows, "Steps", measure("stepsPerRound"), " a round, ", measure("rounds"), " rounds at most");
            if (isShared()) {
                row(
                        rows,
                        "Model of trust",
                        "distributed: a site’s own share does not protect by itself. The promise leans on other sites and holds while ",
                        run.result(HOLDS_WHILE));
            } else {
                row(
                        rows,
                        "Model of trust",
                        "local: the noise is made where the rows are. The promise leans on no other site and not on the coordinator");
            }
            row(
                    rows,
                    "Public without noise",
                    "the plan: model, rounds, steps, batch size, weights of sites, ranges of variables. None of them follows from rows");
            row(
                    rows,
                    "Noise in the result",
                    "in the model’s numbers; local and pooled models to compare with have none");
        } else {
            for (String field : List.of(
                    "Unit of privacy",
                    "Neighbouring tables",
                    "ε",
                    "δ",
                    "Accountant",
                    "Sampling",
                    "Clipping",
                    "Noise",
                    "Sampler")) {
                row(rows, field, "none: the study asked for no differential privacy");
            }
        }
        run.noisedCounts().ifPresent(noise -> row(rows, "Noise on counts", noise));
        row(
                rows,
                "Composition",
                run.isSimulation()
                        ? "costs of several runs add up; a simulation charges no ledger"
                        : "costs of several runs add up. Each hospital charges every answer to its own ledger before it leaves; what that ledger holds stays there");
        row(
                rows,
                "A patient at several sites",
                run.hasNoise() ? "is protected less: by the sum of their ε at most" : "has no limit at any of them");
        return Section.of("Fields of the statement", new Block.Grid(HEAD, rows));
    }

    /** Whether something was asked before training, with noise of another kind than training's. */
    private boolean hasStatistics() {
        return run.result("/privacy/differentialPrivacy/mechanism").value().contains("; ");
    }

    /** Whether the noise of a sum is made by all sites together. */
    private boolean isShared() {
        return run.find(HOLDS_WHILE).isPresent();
    }

    private Fact measure(String name) {
        return run.measure("/noise/" + name).digits(6);
    }

    private Section trust() {
        List<Statement> points = new ArrayList<>();
        points.add(
                run.isSimulation()
                        ? Statement.of("Whoever ran this simulation: that person held all rows.")
                        : Statement.of(
                                "Each hospital, with its own computers, staff and software, for its own patients."));
        if (run.isMasked() && !run.isSimulation()) {
            points.add(
                    Statement.of(
                            "Of the ",
                            run.measure("/siteCount"),
                            " hospitals at least ",
                            run.measure("/sums/threshold"),
                            " had to be in a sum before its masks came off: the coordinator saw no hospital’s part by itself, as long as fewer than a third of the hospitals worked together with it."));
        } else if (run.isMasked()) {
            points.add(Statement.of(
                    "Sums were taken under masks as between hospitals, with a threshold of ",
                    run.measure("/sums/threshold"),
                    " of ",
                    run.measure("/siteCount"),
                    " sites; that hides nothing from whoever held all rows."));
        } else if (!run.isSimulation()) {
            points.add(
                    Statement.of(
                            "The coordinator: nothing was masked, and it saw each hospital’s part in the clear before it added them."));
        }
        points.add(Statement.of(
                "Everybody who has the model or the results: both can be copied, and can’t be called back."));
        return Section.of("Who is trusted", new Block.Points(points));
    }

    private Section open() {
        List<Statement> points = new ArrayList<>();
        if (run.hasNoise()) {
            run.record()
                    .resultList("/privacy/differentialPrivacy/notBounded")
                    .forEach(left -> points.add(Statement.of("Without noise left: ", left, ".")));
        } else {
            points.add(
                    Statement.of(
                            "The model: whoever has it can ask it about invented patients, or test whether a known one was among those it was trained on."));
            points.add(Statement.of(
                    "All figures, counts and tables: exact, but for the rule on small counts",
                    run.noisedSites().isPresent() ? " and the noise on those that policies demand it on." : "."));
        }
        if (run.hasExactMoments()) {
            points.add(Statement.of(Privacy.EXACT_MOMENTS, "."));
        }
        points.add(
                Statement.of(
                        "What is true of patients in general. A model that says who is at risk says it of those who took no part, too."));
        points.add(Statement.of(
                "Other runs and studies over the same patients, and whatever left the hospitals in other ways."));
        points.add(Statement.of("The computers of those who took part, and the software that was installed there."));
        points.add(Statement.of(
                "A hospital as such: noise is measured by one patient, not by all patients of a hospital."));
        return Section.of("What is not covered", new Block.Points(points));
    }

    private static void row(List<List<Statement>> rows, String field, Object... said) {
        rows.add(List.of(Statement.of(field), Statement.of(said)));
    }
}
