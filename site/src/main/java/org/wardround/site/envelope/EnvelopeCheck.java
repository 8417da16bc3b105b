package org.wardround.site.envelope;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Governance;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.Study;
import org.wardround.core.task.ReleaseKind;
import org.wardround.site.policy.TaskWords;
import org.wardround.site.policy.Terms;
import org.wardround.site.text.Shown;
import org.wardround.study.document.Document;
import org.wardround.study.document.Place;

/**
 * Holds a study against an envelope, key by key of its file. What the envelope does not speak of is outside: it was not approved. Pure: the same input
 * gives the same differences in the same order; none means that the study is inside.
 */
public final class EnvelopeCheck {
    /** The sections of a study whose keys an envelope gives ranges for. */
    static final List<String> RANGED = List.of("model", "training", "evaluation", "privacy");

    /** The path of the difference that says that an envelope's runs are used up. */
    public static final String RUNS = "runs";

    private static final String NAME = "study";
    private static final String SILENT = "does not speak of it";

    private final Envelope envelope;
    private final List<Difference> differences = new ArrayList<>();

    private EnvelopeCheck(Envelope envelope) {
        this.envelope = envelope;
    }

    /** Everything about the proposal that is outside. */
    public static List<Difference> differences(Envelope envelope, Proposal proposal) {
        EnvelopeCheck check = new EnvelopeCheck(envelope);
        check.asking(proposal);
        check.study(proposal);
        check.times(proposal);
        return List.copyOf(check.differences);
    }

    private void asking(Proposal proposal) {
        Envelope.Common common = envelope.common();
        if (!proposal.author().equals(common.author())) {
            add("author", "is " + Shown.inLine(proposal.author()), "allows " + common.author());
        }
        for (SiteId peer : proposal.peers()) {
            if (!common.peers().contains(peer)) {
                add("peers", "have %s among them".formatted(peer), "allows only " + names(common.peers()));
            }
        }
        for (SiteId peer : common.peers()) {
            if (!proposal.peers().contains(peer)) {
                add(
                        "peers",
                        "are %s, without %s".formatted(names(proposal.peers()), peer),
                        "demands " + names(common.peers()));
            }
        }
    }

    private void study(Proposal proposal) {
        Study study = proposal.study().study();
        Place root =
                Document.of(proposal.study().path(), proposal.study().bytes()).root();
        texts(study);
        Sha256 data = Canonical.dataHash(proposal.study());
        if (!data.equals(envelope.common().data())) {
            add(
                    "data",
                    "has the hash " + data,
                    "allows only the data section with the hash "
                            + envelope.common().data());
        }
        root.entries().forEach(this::section);
        missing(root);
        files(study.analysis());
        terms(Terms.of(proposal.author(), study));
        for (String variable : VariablesUsed.by(study)) {
            if (!envelope.variables().contains(variable)) {
                add(
                        "variables",
                        "have '%s' among them".formatted(variable),
                        "allows " + Shown.list(envelope.variables()));
            }
        }
    }

    private void texts(Study study) {
        text("purpose", study.purpose(), envelope.common().purpose());
        Governance found = study.governance();
        Governance allowed = envelope.common().governance();
        text("legalBasis", found.legalBasis(), allowed.legalBasis());
        text("controller", found.controller(), allowed.controller());
        text("recipients", found.recipients(), allowed.recipients());
        text("retention", found.retention(), allowed.retention());
    }

    private void text(String key, String found, String allowed) {
        if (!found.equals(allowed)) {
            add(
                    key,
                    found.isEmpty() ? "is not given" : "is '%s'".formatted(Shown.inLine(found)),
                    allowed.isEmpty() ? "has none" : "says '%s'".formatted(Shown.inLine(allowed)));
        }
    }

    /** A key of the study that is compared nowhere else: a name is free, and what nobody knows is outside. */
    private void section(String key, Place place) {
        boolean compared = List.of(NAME, "purpose", "legalBasis", "controller", "recipients", "retention", "data")
                .contains(key);
        if (RANGED.contains(key)) {
            walk(key, place);
        } else if (!compared) {
            add(key, "is " + Flow.shown(place.node()), SILENT);
        }
    }

    private void walk(String path, Place place) {
        Optional<Allowed> allowed = Optional.ofNullable(envelope.ranges().get(path));
        Map<String, Place> entries = place.entries();
        if (allowed.isPresent()) {
            if (!allowed.get().allows(place.node())) {
                add(
                        path,
                        "is " + Flow.shown(place.node()),
                        "allows " + allowed.get().words());
            }
        } else if (entries.isEmpty()) {
            add(path, "is " + Flow.shown(place.node()), SILENT);
        } else {
            entries.forEach((key, inner) -> walk(path + "." + key, inner));
        }
    }

    /** What is left out has a default, which was approved only where the envelope says so. */
    private void missing(Place root) {
        envelope.ranges().forEach((path, allowed) -> {
            if (!allowed.allowsAbsence() && !isThere(root, path)) {
                add(path, "is not given", "allows " + allowed.words());
            }
        });
    }

    private static boolean isThere(Place root, String path) {
        Optional<Place> place = Optional.of(root);
        for (String key : path.split("\\.", -1)) {
            place = place.flatMap(outer -> outer.find(key));
        }
        return place.isPresent();
    }

    /** The hash of an envelope says nothing of other files, so none can be inside. */
    private void files(Analysis analysis) {
        String reason = "can't cover what is in a file; approve the study itself";
        if (analysis instanceof Analysis.Validate validate) {
            add("model.from", "names the folder '%s'".formatted(Shown.inLine(validate.folder())), reason);
        }
        if (analysis instanceof Analysis.Train train
                && train.training().initial() instanceof InitialParameters.FromFile file) {
            add("training.initial", "names the file '%s'".formatted(Shown.inLine(file.path())), reason);
        }
    }

    private void terms(Terms terms) {
        terms.tasks().stream()
                .filter(task -> !envelope.tasks().contains(task))
                .forEach(task -> add(
                        "tasks",
                        "have %s among them".formatted(TaskWords.of(task)),
                        "allows "
                                + Shown.list(envelope.tasks().stream()
                                        .map(TaskWords::of)
                                        .toList())));
        terms.releases().stream()
                .filter(kind -> !envelope.releases().contains(kind))
                .forEach(kind -> add(
                        "releases",
                        "have %s among them".formatted(kind.jsonName()),
                        "allows "
                                + Shown.list(envelope.releases().stream()
                                        .map(ReleaseKind::jsonName)
                                        .toList())));
    }

    private void times(Proposal proposal) {
        if (proposal.run() > envelope.runs()) {
            add(RUNS, "would be " + proposal.run(), "allows " + envelope.runs());
        }
        if (proposal.day().isAfter(envelope.until())) {
            add("until", "is over, for today is " + proposal.day(), "ends on " + envelope.until());
        }
    }

    private void add(String path, String found, String allowed) {
        differences.add(new Difference(path, found, allowed));
    }

    private static String names(List<SiteId> sites) {
        return sites.isEmpty()
                ? "none"
                : Shown.list(sites.stream().map(SiteId::words).toList());
    }
}
