package org.wardround.report.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.study.evidence.EvidenceDocument;
import org.wardround.study.evidence.EvidenceDocument.Block;
import org.wardround.study.evidence.EvidenceDocument.Section;
import org.wardround.study.evidence.Fact;
import org.wardround.study.evidence.RunRecord;
import org.wardround.study.evidence.Statement;

/** A draft of the entry in the record of processing activities, as far as the run knows it. */
final class ProcessingRecord {
    static final String NAME = "processing-record";

    private final Run run;

    private ProcessingRecord(Run run) {
        this.run = run;
    }

    static EvidenceDocument of(Run run) {
        ProcessingRecord record = new ProcessingRecord(run);
        return new EvidenceDocument(
                NAME,
                "Record of processing activities (draft)",
                Statement.of(run.study()),
                Statement.of(
                        "What the run knows of an entry under Article 30 GDPR. Boxes are to be filled in by a person; nothing here says whether the processing is lawful."),
                List.of(record.entry(), record.variables(), record.counts()));
    }

    private Section entry() {
        List<List<Statement>> rows = new ArrayList<>();
        add(rows, "Name of the processing", Statement.of(run.study()));
        add(rows, "Purpose", Statement.of(run.result("/study/purpose")));
        add(
                rows,
                "Controller",
                run.studyOr("/controller", "name and contact of the controller, of joint ones, of the representative"));
        add(rows, "Data-protection officer", Statement.blank("name and contact"));
        add(rows, "Legal basis", run.studyOr("/legalBasis", "the basis, also for data concerning health"));
        add(rows, "Whose data", Statement.of("patients of the sites named below who are in the study’s cohort"));
        add(rows, "What data", Statement.of("the variables listed below, which are data concerning health"));
        add(
                rows,
                "Recipients",
                Statement.of(
                        run.isSimulation()
                                ? "whoever ran the simulation; "
                                : "the coordinator and every site that took part, of the model and of the results. No site’s rows had a recipient; ",
                        run.studyOr("/recipients", "further recipients, or none")));
        add(
                rows,
                "Transfers to third countries",
                Statement.blank(
                        "countries of the sites, of the coordinator and of further recipients, with safeguards"));
        add(
                rows,
                "Erasure",
                run.studyOr("/retention", "when rows copied for the run, answers and results are deleted"));
        add(rows, "Security", Statement.of("see the technical and organisational measures of this run"));
        add(
                rows,
                "When",
                Statement.of(
                        "begun ",
                        run.result("/run/started"),
                        ", taking ",
                        run.result("/run/seconds").digits(3),
                        " seconds"));
        List<Block> blocks = new ArrayList<>(run.about());
        blocks.add(new Block.Grid(List.of("Field", "Entry"), rows));
        return new Section("Entry", blocks);
    }

    private Section variables() {
        List<List<Statement>> rows = new ArrayList<>();
        for (int i = 0; i < run.record().studySize("/data/variables"); i++) {
            rows.add(variable("/data/variables/" + i));
        }
        rows.add(List.of(
                Statement.of(run.result("/study/outcome"), " (what is predicted)"),
                Statement.of(run.result("/study/outcomeType")),
                Statement.of(
                        run.find("/study/outcomeUnit").<Object>map(unit -> unit).orElse(""))));
        return Section.of("Variables that were read", new Block.Grid(List.of("Variable", "Type", "Unit"), rows));
    }

    private List<Statement> variable(String pointer) {
        return List.of(said(pointer + "/name"), said(pointer + "/type"), said(pointer + "/unit"));
    }

    private Statement said(String pointer) {
        Optional<Fact> fact = run.record().study(pointer);
        return Statement.of(fact.<Object>map(found -> found).orElse(""));
    }

    private Section counts() {
        List<List<Statement>> rows = new ArrayList<>();
        for (String site : run.record().resultKeys("/sites")) {
            String pointer = "/sites/" + RunRecord.escaped(site);
            boolean included = run.result(pointer + "/included").text().equals("true");
            rows.add(List.of(
                    Statement.of(run.key(pointer)),
                    Statement.of(included ? "took part" : "left out: ", included ? "" : reason(pointer)),
                    Statement.of(run.find(pointer + "/flow/patients")
                            .<Object>map(count -> count)
                            .orElse("not told"))));
        }
        return Section.of(
                "Sites and patients",
                new Block.Paragraph(Statement.of(
                        "Counts as the results show them; small ones, and those that the site keeps, are suppressed.")),
                new Block.Grid(List.of("Site", "Part", "Patients in the cohort"), rows));
    }

    private Object reason(String pointer) {
        return run.find(pointer + "/reasonLeftOut")
                .<Object>map(reason -> reason)
                .orElse("no reason told");
    }

    private static void add(List<List<Statement>> rows, String field, Statement entry) {
        rows.add(List.of(Statement.of(field), entry));
    }
}
