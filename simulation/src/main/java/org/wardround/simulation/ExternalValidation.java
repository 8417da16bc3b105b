package org.wardround.simulation;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.Study;
import org.wardround.core.study.VariableType;
import org.wardround.core.text.Counted;
import org.wardround.data.table.SiteData;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.program.EvaluationProgram;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.RecalibrationProgram;
import org.wardround.inference.program.RecalibrationProgram.Recalibrated;
import org.wardround.inference.program.Rounds;
import org.wardround.learning.answer.FittedModel;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.table.Groups;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.MaskedExchange;
import org.wardround.simulation.exchange.Workers;
import org.wardround.study.model.DecisionThreshold;
import org.wardround.study.model.Encoding;
import org.wardround.study.model.TrainedModel;

/**
 * Evaluates an existing model at every site: figures on test rows with the model's own threshold, and, for a binary outcome, the intercept and slope
 * that would recalibrate it, from the sum over validation rows (over test rows where the split has no validation side, and said so).
 */
final class ExternalValidation {
    private final Study study;
    private final TrainedModel trained;
    private final SimulationOptions options;
    private final Progress progress;
    private final AuditLog audit = new AuditLog();
    private final Warnings warnings;

    ExternalValidation(Study study, TrainedModel trained, SimulationOptions options, Progress progress) {
        this.study = study;
        this.trained = trained;
        this.options = options;
        this.progress = progress;
        this.warnings = new Warnings(study.data());
    }

    AuditLog audit() {
        return audit;
    }

    Warnings warnings() {
        return warnings;
    }

    /** What the validation found. */
    record Validated(
            SortedMap<SiteId, SiteData> sites,
            Participation participation,
            SortedMap<SiteId, Sha256> snapshots,
            Assessed assessed,
            @Nullable Recalibrated recalibration,
            Groups groups) {}

    Validated run(SortedMap<SiteId, SiteData> sites) {
        trained.requireFits(study.data());
        Participation participation = Participation.of(sites, study.data().minimumPatients(), false);
        participation.requireTestRows(study.data(), "");
        participation.requireHidden(options.sums() == Protection.MASKED);
        warnings.about(participation);
        warnings.about(options, study, participation, false);
        warnings.perhapsTrainedOn(
                new TreeSet<>(participation.included().keySet()),
                trained.provenance().sites());
        progress.stage("Evaluating at " + Counted.of(participation.included().size(), "site"), 2);
        Snapshots snapshots = Snapshots.take(participation.included(), study.data());
        try (Workers workers = new Workers(options.threads())) {
            Rounds rounds = new Rounds(
                    MaskedExchange.orPlain(options.sums(), workers, Dropout.NONE, audit),
                    audit,
                    options.sums() == Protection.MASKED);
            FittedModel model = fitted(snapshots.tables());
            Assessor assessor = new Assessor(study.data(), study.evaluation());
            DecisionThreshold chosen = trained.threshold();
            double threshold = chosen == null ? Double.NaN : chosen.probability();
            Assessed assessed = assessor.evaluate(model, threshold, "", snapshots.tables(), rounds);
            progress.step("figures");
            Recalibrated recalibration = study.data().outcome().type() == VariableType.BINARY
                    ? recalibrate(model, threshold, snapshots, rounds)
                    : null;
            progress.step("recalibration");
            Groups groups = Description.groups(study.data(), snapshots.tables(), "", rounds, workers);
            return new Validated(sites, participation, snapshots.hashes(), assessed, recalibration, groups);
        }
    }

    private FittedModel fitted(SortedMap<SiteId, Table> tables) {
        SortedMap<SiteId, Preprocessing> known = new TreeMap<>();
        if (trained.encoding() instanceof Encoding.PerSite perSite) {
            known.putAll(perSite.sites());
            requireOwnNumbers(known.keySet(), tables);
        }
        Preprocessing common = trained.encoding() instanceof Encoding.Common all ? all.preprocessing() : null;
        return FittedModel.existing(
                trained.model(), trained.data(), trained.parameters().toArray(), common, known);
    }

    /** A site that the model does not know is standardised by its own training rows, of which it needs some. */
    private static void requireOwnNumbers(Set<SiteId> known, SortedMap<SiteId, Table> tables) {
        String without = tables.entrySet().stream()
                .filter(site ->
                        !known.contains(site.getKey()) && site.getValue().rowsOn(Side.TRAIN).length < 2)
                .map(site -> site.getKey().words())
                .collect(Collectors.joining(", "));
        if (!without.isEmpty()) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "this model standardises by each site's own numbers, and has none for %s: validate it by a study with model: {from: FOLDER}, whose training rows give them"
                            .formatted(without));
        }
    }

    private Recalibrated recalibrate(FittedModel model, double threshold, Snapshots snapshots, Rounds rounds) {
        boolean validated =
                snapshots.tables().values().stream().anyMatch(table -> table.rowsOn(Side.VALIDATION).length > 0);
        Recalibrated recalibrated = new RecalibrationProgram(
                        study.data().outcome(),
                        EvaluationProgram.Asked.of(Members.of(snapshots.tables())),
                        validated ? Side.VALIDATION : Side.TEST,
                        rounds)
                .of(model::score, threshold);
        if (recalibrated.overall().slope() instanceof Estimate.Undefined undefined) {
            warnings.notRecalibrated(undefined.note());
        } else if (recalibrated.side() == Side.TEST) {
            warnings.recalibratedOnTestRows();
        }
        return recalibrated;
    }
}
