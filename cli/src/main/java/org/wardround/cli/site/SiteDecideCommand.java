package org.wardround.cli.site;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Person;
import org.wardround.site.approval.Subject;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.study.ShelvedStudy;

/** {@code wardround site approve}, {@code reject} and {@code revoke}. */
final class SiteDecideCommand {
    private static final Argument<String> PERSON =
            Argument.text("--as", "NAME", "who decides; it is written down").needed();
    private static final Argument<String> REASON = Argument.text("--reason", "TEXT", "why, for those who ask later");

    private SiteDecideCommand() {}

    static Command.Verb approve() {
        return new Command.Verb(
                "approve",
                "Say yes to a study, or to a family of studies",
                "Binds to the study, the accepted roster and the dossier as they are now: where one of them changes, the yes no longer holds. The policy may ask for"
                        + " two people. Works while the agent runs.",
                "wardround site approve heart-disease --site north --as Ada --until 2027-12-31",
                List.of(
                        SiteArguments.STUDY_OR_ENVELOPE,
                        SiteArguments.ENVELOPE,
                        SiteArguments.SITE,
                        PERSON,
                        SiteArguments.UNTIL,
                        SiteArguments.PASSPHRASE),
                (arguments, session) -> decide(arguments, session, "approved"));
    }

    static Command.Verb reject() {
        return new Command.Verb(
                "reject",
                "Say no to a study",
                "The site declines every run of it. Works while the agent runs.",
                "wardround site reject heart-disease --site north --as Ada --reason purpose",
                List.of(SiteArguments.STUDY, SiteArguments.SITE, PERSON, REASON, SiteArguments.PASSPHRASE),
                (arguments, session) -> ofStudy(arguments, session, "rejected", arguments.get(SiteArguments.STUDY)));
    }

    static Command.Verb revoke() {
        return new Command.Verb(
                "revoke",
                "Take back a yes",
                "No new run begins here, and a run under way gets no further answer, from the next question on. Works while the agent runs; what was released before can't be"
                        + " called back.",
                "wardround site revoke heart-disease --site north --as Ada",
                List.of(
                        SiteArguments.STUDY_OR_ENVELOPE,
                        SiteArguments.ENVELOPE,
                        SiteArguments.SITE,
                        PERSON,
                        REASON,
                        SiteArguments.PASSPHRASE),
                (arguments, session) -> decide(arguments, session, "revoked"));
    }

    private static int decide(Arguments arguments, Session session, String what) throws IOException {
        Optional<EnvelopeFile> envelope = SiteArguments.envelope(arguments);
        return envelope.isPresent()
                ? ofEnvelope(arguments, session, what, envelope.get())
                : ofStudy(
                        arguments,
                        session,
                        what,
                        arguments.find(SiteArguments.STUDY_OR_ENVELOPE).orElseThrow());
    }

    private static int ofEnvelope(Arguments arguments, Session session, String what, EnvelopeFile envelope)
            throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        Subject subject = Subject.envelope(envelope.hash());
        Person person = person(arguments);
        Instant now = session.clock().instant();
        try (SigningKey key = SiteArguments.key(folder, arguments, session)) {
            StudyDesk desk = new StudyDesk(folder, key, session.clock());
            if (what.equals("approved")) {
                desk.book()
                        .add(
                                new ApprovalEvent.Approved(
                                        subject, desk.binding(envelope), person, now, until(arguments)),
                                envelope);
            } else {
                desk.book()
                        .add(new ApprovalEvent.Revoked(
                                subject, person, now, arguments.find(REASON).orElse("")));
            }
            session.out()
                    .println("The envelope %s (%s) is %s by %s"
                            .formatted(
                                    envelope.envelope().name(),
                                    envelope.hash().hex().substring(0, 12),
                                    what,
                                    person));
            desk.words(envelope).forEach(line -> session.out().println("  " + line));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private static Person person(Arguments arguments) {
        try {
            return new Person(arguments.get(PERSON));
        } catch (IllegalArgumentException e) {
            throw new CommandException("--as: " + e.getMessage());
        }
    }

    private static Instant until(Arguments arguments) {
        return ApprovalEvent.Approved.endOf(
                SiteArguments.day(arguments.get(SiteArguments.UNTIL)), ZoneId.systemDefault());
    }

    private static int ofStudy(Arguments arguments, Session session, String what, String wanted) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        ShelvedStudy study =
                SiteArguments.study(folder, folder.rosters().pinned().roster(), wanted);
        try (SigningKey key = SiteArguments.key(folder, arguments, session)) {
            StudyDesk desk = new StudyDesk(folder, key, session.clock());
            desk.book().add(event(what, arguments, study, desk, session.clock().instant()));
            session.out()
                    .println("%s (%s) is %s by %s"
                            .formatted(
                                    study.file().study().name(),
                                    study.hash().hex().substring(0, 12),
                                    what,
                                    arguments.get(PERSON)));
            for (String line : desk.words(study)) {
                session.out().println("  " + line);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private static ApprovalEvent event(
            String what, Arguments arguments, ShelvedStudy study, StudyDesk desk, Instant now) throws IOException {
        Subject subject = Subject.study(study.hash());
        Person person = person(arguments);
        String reason = arguments.find(REASON).orElse("");
        return switch (what) {
            case "approved" -> new ApprovalEvent.Approved(subject, desk.binding(study), person, now, until(arguments));
            case "rejected" ->
                new ApprovalEvent.Rejected(subject, desk.dossier(study).digest(), person, now, reason);
            default -> new ApprovalEvent.Revoked(subject, person, now, reason);
        };
    }
}
