package org.wardround.report.evidence;

import java.util.ArrayList;
import java.util.List;
import org.wardround.study.evidence.EvidenceDocument;
import org.wardround.study.evidence.EvidenceDocument.Block;
import org.wardround.study.evidence.EvidenceDocument.Section;
import org.wardround.study.evidence.Statement;

/** What the run knows of an assessment of its impact on data protection, and what people have to add. */
final class ImpactAssessment {
    static final String NAME = "impact-assessment";
    private static final List<String> RISK =
            List.of("Risk", "What this run had against it", "What is left, and how likely and grave it is");

    private final Run run;

    private ImpactAssessment(Run run) {
        this.run = run;
    }

    static EvidenceDocument of(Run run) {
        ImpactAssessment assessment = new ImpactAssessment(run);
        return new EvidenceDocument(
                NAME,
                "Data-protection impact assessment (draft)",
                Statement.of(run.study()),
                Statement.of(
                        "What the run knows of an assessment under Article 35 GDPR. Boxes are a person’s to fill in; the judgement is theirs."),
                List.of(assessment.description(), necessity(), assessment.risks(), conclusion()));
    }

    private Section description() {
        List<Block> blocks = new ArrayList<>(run.about());
        blocks.add(new Block.Paragraph(Statement.of("Purpose: ", run.result("/study/purpose"))));
        blocks.add(new Block.Paragraph(Statement.of(
                run.isTrained() ? "A model of the type " : "An existing model of the type ",
                run.result("/study/modelType"),
                run.isTrained() ? " was trained and judged" : " was judged, and nothing was trained",
                " over ",
                run.measure("/siteCount"),
                " sites: ",
                run.sites(),
                ". It predicts ",
                run.result("/study/outcomeTitle"),
                run.isTrained()
                        ? Statement.of(
                                ". ",
                                run.result("/training/roundsRun"),
                                " rounds were run of ",
                                run.result("/training/roundsPlanned"),
                                " planned.")
                        : Statement.of("."))));
        blocks.add(
                new Block.Paragraph(
                        Statement.of(
                                run.isSimulation()
                                        ? "The rows of all sites were read by one process."
                                        : "Each hospital’s own program read that hospital’s rows, worked out sums of many patients from them, and sent these to the coordinator, which added them. Rows did not move.")));
        blocks.add(new Block.Paragraph(
                Statement.of("Variables, sites and counts: see the record of processing activities.")));
        return new Section("Description of the processing", blocks);
    }

    private static Section necessity() {
        List<List<Statement>> rows = new ArrayList<>();
        for (String question : List.of(
                "Why each variable is needed for the purpose",
                "Why fewer patients, or none, would not do",
                "Legal basis, and why it holds at each site",
                "How patients were told, and how they can object",
                "How long rows, answers, model and results are kept")) {
            rows.add(List.of(Statement.of(question), Statement.blank("to be filled in")));
        }
        return Section.of("Necessity and proportion", new Block.Grid(List.of("Question", "Answer"), rows));
    }

    private Section risks() {
        List<List<Statement>> rows = new ArrayList<>();
        risk(
                rows,
                "A patient’s values are worked out from the finished model, or somebody finds out that the patient was among those it was trained on",
                run.hasNoise()
                        ? Statement.of("noise in training, ", run.limit(), "; no limit on what else left")
                        : Statement.of("no noise, no limit"));
        risk(
                rows,
                "The coordinator reads a hospital’s part",
                run.isSimulation()
                        ? Statement.of("does not arise: there was no coordinator")
                        : run.isMasked()
                                ? Statement.of(
                                        "sums under masks, which come off with ",
                                        run.measure("/sums/threshold"),
                                        " of ",
                                        run.measure("/siteCount"),
                                        " hospitals or more; not against a third of the hospitals working with the coordinator")
                                : Statement.of("nothing: parts were sent in the clear"));
        risk(
                rows,
                "A small group is recognised in what is published",
                Statement.of(
                        "counts of patients are shown from ",
                        run.measure("/minimumCell"),
                        " on in tables and figures, with others held back so that none follows from these by subtraction",
                        run.noisedSites().isPresent() ? ", or carry noise" : "",
                        run.hasMarkedCounts() ? ", or are ranges" : "",
                        "; not across several studies",
                        run.moments()));
        risk(
                rows,
                "The model is wrong for some patients, and decisions follow it",
                Statement.of("judged on test rows, by site and by subgroup where the study asked; see the model card"));
        risk(
                rows,
                "Rows or results are stolen from a computer, or the software is not what it seems",
                Statement.of("outside what a run can know"));
        rows.add(List.of(
                Statement.blank("further risks"), Statement.blank("measures"), Statement.blank("what is left")));
        return Section.of("Risks to patients", new Block.Grid(RISK, rows));
    }

    private static Section conclusion() {
        List<List<Statement>> rows = new ArrayList<>();
        for (String question : List.of(
                "Opinion of the data-protection officer",
                "Views of patients or their representatives",
                "Further measures, by whom and until when",
                "Is the supervisory authority to be asked",
                "Decision, name, date")) {
            rows.add(List.of(Statement.of(question), Statement.blank("to be filled in")));
        }
        return Section.of("Conclusion", new Block.Grid(List.of("Question", "Answer"), rows));
    }

    private static void risk(List<List<Statement>> rows, String risk, Statement against) {
        rows.add(List.of(Statement.of(risk), against, Statement.blank("to be judged")));
    }
}
