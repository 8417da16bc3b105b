package org.wardround.site.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.Study;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.trust.Roster;
import org.wardround.publish.PrivacyResults;
import org.wardround.site.envelope.Envelope;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.Terms;
import org.wardround.site.text.Shown;
import org.wardround.study.results.Privacy;

/** Makes dossiers. Pure functions: the same study, roster and policy give the same document. */
public final class Dossiers {
    private static final String KICKER = "Request to take part in a study";

    private static final String FAMILY_NOISE =
            "Noise against this is in a study only where it asks for it, and the ranges above say whether all must.";

    private Dossiers() {}

    /**
     * The dossier of one study.
     *
     * @param hash of the study with all that belongs to it: what the author signed
     */
    public static Dossier ofStudy(Study study, Sha256 hash, Setting setting, Policy policy) {
        Terms terms = Terms.of(setting.author().name(), study);
        Privacy.DifferentialPrivacy noise = PrivacyResults.of(study);
        return new Dossier(
                KICKER,
                study.name(),
                Shown.text(study.purpose()),
                facts(setting),
                List.of(
                        AskingSection.of(study.governance(), new AskingSection.Document("Study", hash), setting),
                        DataSection.of(study.data(), policy),
                        LeavingSection.of(study, terms, policy, setting),
                        ProtectionSection.model(study.governance(), setting),
                        ProtectionSection.kept(policy, false, terms.masked(), terms.exactMoments(), noise),
                        ProtectionSection.open(terms, policy, setting, ProtectionSection.open(noise)),
                        DecisionSection.withdrawal("study " + study.name(), DecisionSection.study(hash)),
                        DecisionSection.of(policy, terms, DecisionSection.study(hash))));
    }

    /** The dossier of an envelope: of every study that is inside it. */
    public static Dossier ofEnvelope(EnvelopeFile file, Setting setting, Policy policy) {
        Envelope envelope = file.envelope();
        boolean masked = !envelope.releases().contains(ReleaseKind.PER_SITE_UPDATE) && !envelope.allowsPlainSums();
        Terms terms = new Terms(
                envelope.common().author(),
                envelope.common().purpose(),
                envelope.tasks(),
                envelope.releases(),
                masked,
                policy.releases().exactMoments(),
                0);
        return new Dossier(
                "Request to take part in a family of studies",
                envelope.name(),
                Shown.text(envelope.common().purpose()),
                Stream.concat(
                                facts(setting).stream(),
                                Stream.of("at most %s runs".formatted(envelope.runs()), "until " + envelope.until()))
                        .toList(),
                List.of(
                        AskingSection.of(
                                envelope.common().governance(),
                                new AskingSection.Document("Envelope", file.hash()),
                                setting),
                        EnvelopeSection.of(envelope),
                        LeavingSection.recipients(
                                envelope.common().peers(),
                                setting,
                                LeavingSection.onlyMasked(envelope.releases(), masked)),
                        ProtectionSection.model(envelope.common().governance(), setting),
                        ProtectionSection.kept(
                                policy, true, masked, terms.exactMoments(), Privacy.DifferentialPrivacy.NONE),
                        ProtectionSection.open(
                                terms, policy, setting, new ProtectionSection.Noise(false, FAMILY_NOISE)),
                        DecisionSection.withdrawal("envelope " + envelope.name(), DecisionSection.ENVELOPE),
                        DecisionSection.of(policy, terms, DecisionSection.ENVELOPE)));
    }

    private static List<String> facts(Setting setting) {
        Roster roster = setting.roster().roster();
        List<String> facts = new ArrayList<>();
        facts.add("for %s (%s)".formatted(setting.title(), setting.site()));
        facts.add("federation " + roster.federation());
        facts.add("roster " + roster.number());
        return facts;
    }
}
