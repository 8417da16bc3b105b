package org.wardround.report.evidence;

import java.util.ArrayList;
import java.util.List;
import org.wardround.study.evidence.EvidenceDocument;
import org.wardround.study.evidence.EvidenceDocument.Block;
import org.wardround.study.evidence.EvidenceDocument.Section;
import org.wardround.study.evidence.Fact;
import org.wardround.study.evidence.RunRecord;
import org.wardround.study.evidence.Statement;

/** Technical and organisational measures, as this run had them. */
final class MeasuresList {
    static final String NAME = "measures";

    private final Run run;

    private MeasuresList(Run run) {
        this.run = run;
    }

    static EvidenceDocument of(Run run) {
        MeasuresList measures = new MeasuresList(run);
        List<Section> sections = new ArrayList<>();
        sections.add(measures.technical());
        if (!run.isSimulation()) {
            sections.add(measures.keys());
        }
        sections.add(measures.binding());
        sections.add(organisational());
        return new EvidenceDocument(
                NAME,
                "Technical and organisational measures",
                Statement.of(run.study()),
                Statement.of(
                        "What this run really had, from the first line of its audit log, which the software wrote; not what it could have had."),
                sections);
    }

    private Section technical() {
        List<List<Statement>> rows = new ArrayList<>();
        add(
                rows,
                "Where rows were",
                run.isSimulation()
                        ? Statement.of("all in one process of one person")
                        : Statement.of(
                                "each hospital’s with that hospital; no message of the protocol has room for a row"));
        add(rows, "What left", Statement.of("sums, bounded and counted; ", whereListed()));
        add(rows, "Masks", masks());
        add(rows, "Sums", sums());
        add(
                rows,
                "Noise",
                run.hasNoise()
                        ? Statement.of("in training, ", run.limit(), "; none in statistics and evaluation", but())
                        : Statement.of("none: the study asked for none", but()));
        run.noisedCounts().ifPresent(noise -> add(rows, "Noise on counts", noise));
        add(
                rows,
                "Small counts",
                Statement.of(
                        "a count of patients is shown from ",
                        run.measure("/minimumCell"),
                        " on, or where it is none",
                        run.noisedSites().isPresent()
                                ? "; one with noise is shown whatever it is, as the noise hides a small one"
                                : "",
                        run.hasMarkedCounts()
                                ? "; some totals are ranges, since hospitals gave none in place of counts of their own that are small or tell a small one, and said only that they did"
                                : "",
                        run.moments()));
        if (!run.isSimulation()) {
            List<Fact> transports = run.record().measureList("/federation/transports");
            add(
                    rows,
                    "On the way",
                    transports.isEmpty()
                            ? Statement.of(
                                    "not in this record: the coordinator’s own copy of the results says by which transports sites could call")
                            : Statement.list(transports));
        }
        List<Block> blocks = new ArrayList<>(run.about());
        blocks.add(new Block.Grid(List.of("Measure", "In this run"), rows));
        return new Section("What protected the data", blocks);
    }

    /** A hospital's report has no line of it: the hospital's own audit log does. */
    private Statement whereListed() {
        return run.isHospital()
                ? Statement.of(
                        "not listed in this record: this hospital’s own audit log has a line for each, which wardround audit show --run ",
                        run.measure("/federation/run"),
                        " prints")
                : Statement.of(
                        run.isSimulation()
                                ? "each site’s part has a line in the audit log"
                                : "each that the coordinator opened has a line in the audit log, with the parts it was made of");
    }

    private String but() {
        return run.noisedSites().isPresent() ? ", but for the counts that policies demand it on" : "";
    }

    private Statement sums() {
        List<Fact> bits = run.record().measureList("/sums/ringBits");
        return bits.isEmpty()
                ? Statement.of("none were taken")
                : Statement.of("in whole numbers of ", Statement.list(bits), " bits");
    }

    private Statement masks() {
        if (!run.isMasked()) {
            return Statement.of(
                    run.isSimulation()
                            ? "none: sums were taken in the clear"
                            : "none: the coordinator saw each hospital’s part in the clear, which every hospital’s policy had to allow");
        }
        return Statement.of(
                "every sum under masks that come off when ",
                run.measure("/sums/threshold"),
                " of ",
                run.measure("/siteCount"),
                " sites or more are in it; keys agreed by X25519 and signed by Ed25519, masks by AES in counter mode, shares by Shamir’s scheme");
    }

    private Section keys() {
        List<List<Statement>> rows = new ArrayList<>();
        for (String site : run.record().measureKeys("/federation/keys")) {
            String pointer = "/federation/keys/" + RunRecord.escaped(site);
            rows.add(List.of(Statement.of(site(site)), Statement.of(run.measure(pointer))));
        }
        List<Block> blocks = new ArrayList<>();
        run.record()
                .measure("/federation/run")
                .ifPresent(name -> blocks.add(new Block.Paragraph(Statement.of("Run ", name, ".", roster()))));
        if (rows.isEmpty()) {
            blocks.add(new Block.Paragraph(Statement.of("The keys are not in this record.")));
        } else {
            blocks.add(new Block.Grid(List.of("Site", "Fingerprint of its identity key"), rows));
        }
        return new Section("Who spoke", blocks);
    }

    private Statement roster() {
        return run.record()
                .measure("/federation/roster")
                .map(hash ->
                        Statement.of(" Keys held by the roster with the SHA-256 ", hash, ", signed by administrators."))
                .orElseGet(() -> Statement.of(""));
    }

    private Object site(String name) {
        return run.record().measureList("/sites").stream()
                .filter(fact -> fact.text().equals(name))
                .findFirst()
                .<Object>map(fact -> fact)
                .orElse(name);
    }

    private Section binding() {
        List<List<Statement>> rows = new ArrayList<>();
        run.record()
                .trail()
                .files()
                .keySet()
                .forEach(file -> rows.add(List.of(
                        Statement.of(run.record().file(file)),
                        Statement.of(run.record().hash(file).orElseThrow()))));
        return Section.of(
                "What binds the record",
                new Block.Paragraph(
                        Statement.of(
                                "Each line of the run’s audit log holds the SHA-256 of the line before; the last one holds that of each file below. Both were checked when this document was made. Who can write the whole folder can make all of it anew; against that, keep the last line’s hash with somebody else.")),
                new Block.Grid(List.of("File", "SHA-256"), rows));
    }

    private static Section organisational() {
        List<List<Statement>> rows = new ArrayList<>();
        for (String measure : List.of(
                "Who may approve studies, and how many must",
                "Who may administer the computers, and how that is checked",
                "Training and obligation to secrecy",
                "Backup and restoring, and when it was tried",
                "What is done when something goes wrong, and who is told",
                "How the measures are reviewed")) {
            add(rows, measure, Statement.blank("to be filled in"));
        }
        return Section.of("Organisational measures", new Block.Grid(List.of("Measure", "At this organisation"), rows));
    }

    private static void add(List<List<Statement>> rows, String measure, Statement said) {
        rows.add(List.of(Statement.of(measure), said));
    }
}
