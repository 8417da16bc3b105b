package org.wardround.cli.site;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wardround.cli.problem.CommandException;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.approval.Binding;
import org.wardround.site.approval.Consent;
import org.wardround.site.approval.RunRequest;
import org.wardround.site.approval.Standing;
import org.wardround.site.approval.Subject;
import org.wardround.site.dossier.Dossier;
import org.wardround.site.dossier.Dossiers;
import org.wardround.site.dossier.Setting;
import org.wardround.site.envelope.Envelope;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyCheck;
import org.wardround.site.policy.PolicyFile;
import org.wardround.site.policy.Terms;
import org.wardround.site.service.JournalDecisionBook;
import org.wardround.site.study.ShelvedStudy;
import org.wardround.site.text.Shown;

/** How a study stands at this site, and what a decision about it binds to. */
final class StudyDesk {
    private final SiteFolder folder;
    private final InstantSource clock;
    private final JournalDecisionBook book;
    private final Policy policy;

    StudyDesk(SiteFolder folder, SigningKey key, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        this.book = new JournalDecisionBook(folder.path(), key, clock);
        this.policy = PolicyFile.read(folder.path().resolve(PolicyFile.NAME));
    }

    JournalDecisionBook book() {
        return book;
    }

    Policy policy() {
        return policy;
    }

    Dossier dossier(ShelvedStudy study) throws IOException {
        return Dossiers.ofStudy(study.file().study(), study.hash(), setting(study), policy);
    }

    Binding binding(ShelvedStudy study) throws IOException {
        return Binding.of(setting(study), dossier(study));
    }

    private Setting setting(ShelvedStudy study) throws IOException {
        return new Setting(study.author(), folder.rosters().pinned(), folder.site());
    }

    Dossier dossier(EnvelopeFile envelope) throws IOException {
        return Dossiers.ofEnvelope(envelope, setting(envelope), policy);
    }

    Binding binding(EnvelopeFile envelope) throws IOException {
        return Binding.of(setting(envelope), dossier(envelope));
    }

    private Setting setting(EnvelopeFile envelope) throws IOException {
        SignedRoster pinned = folder.rosters().pinned();
        String author = envelope.envelope().common().author();
        return pinned.roster().authors().stream()
                .filter(person -> person.name().equals(author))
                .findFirst()
                .map(person -> new Setting(person, pinned, folder.site()))
                .orElseThrow(
                        () -> new CommandException("the accepted roster names no author '%s', whom the envelope names"
                                .formatted(Shown.inLine(author))));
    }

    /** One line each: how it stands, then how much of it is used. */
    List<String> words(EnvelopeFile envelope) throws IOException {
        Subject subject = Subject.envelope(envelope.hash());
        Standing standing = book.approvals().standing(subject, binding(envelope), policy.approvers(), clock.instant());
        List<String> lines = new ArrayList<>();
        lines.add(word(standing));
        lines.addAll(standing.words());
        lines.add("%d of %d runs used, until %s"
                .formatted(
                        book.approvals().numberOf("", subject) - 1,
                        envelope.envelope().runs(),
                        envelope.envelope().until()));
        return lines;
    }

    private static String word(Standing standing) {
        return standing.state().name().toLowerCase(Locale.ROOT);
    }

    /** One line each: what the people said, to the study or to an envelope that it is inside, then what the policy says. */
    List<String> words(ShelvedStudy study) throws IOException {
        Setting setting = setting(study);
        Consent consent = Consent.to(next(study, setting), book.approvals(), policy, book.envelopes());
        Standing standing = book.approvals()
                .standing(Subject.study(study.hash()), binding(study), policy.approvers(), clock.instant());
        List<String> lines = new ArrayList<>();
        if (consent.granted()
                .filter(under -> under.kind() == Subject.Kind.ENVELOPE)
                .isPresent()) {
            lines.add("approved");
            lines.add(inside(consent.granted().get()));
        } else {
            lines.add(word(standing));
            lines.addAll(standing.words());
            consent.reasons().stream()
                    .filter(line -> line.startsWith("the envelope "))
                    .forEach(lines::add);
        }
        PolicyCheck.ofStudy(policy, Terms.of(study.author().name(), study.file().study()))
                .forEach(refusal -> lines.add("policy: " + refusal));
        return lines;
    }

    private String inside(Subject envelope) {
        Envelope found = book.envelopes().stream()
                .filter(file -> file.hash().equals(envelope.hash()))
                .findFirst()
                .orElseThrow()
                .envelope();
        return "inside the envelope %s (%s): the next run is number %d of %d"
                .formatted(
                        found.name(),
                        envelope.hash().hex().substring(0, 12),
                        book.approvals().numberOf("", envelope),
                        found.runs());
    }

    /** A run of all sites that would begin now. */
    private RunRequest next(ShelvedStudy study, Setting setting) {
        return new RunRequest(
                "",
                study.file(),
                study.hash(),
                setting,
                setting.peers().stream().map(Roster.Site::id).toList(),
                clock.instant(),
                LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()));
    }
}
