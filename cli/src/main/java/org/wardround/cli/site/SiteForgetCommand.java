package org.wardround.cli.site;

import java.io.IOException;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.forget.Forgetting;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.run.ForgottenRuns;
import org.wardround.site.service.AgentService;
import org.wardround.site.storage.SiteStorage;
import org.wardround.site.study.ShelvedStudy;

/** {@code wardround site forget}. */
final class SiteForgetCommand {
    private static final int HASH_SHOWN = 12;
    private static final Argument<String> PERSON =
            Argument.text("--as", "NAME", "who wants it; it is written down").needed();

    private SiteForgetCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "forget",
                "Delete what this site has of a study",
                "Deletes the rows, answers, keys, transcripts and reports of all its runs, for good, and writes a receipt into the audit log. The audit log, decisions, charges,"
                        + " the memory of sums and, without the study's name, whom releases were about stay. Refused while a run goes on that people have said yes to. The agent must be stopped. Where it is cut off, the same"
                        + " command does the rest.",
                "wardround site forget heart-disease --site north --as Ada",
                List.of(SiteArguments.STUDY, SiteArguments.SITE, PERSON, SiteArguments.PASSPHRASE),
                SiteForgetCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        ShelvedStudy study =
                SiteArguments.study(folder, folder.rosters().pinned().roster(), arguments.get(SiteArguments.STUDY));
        try (SigningKey key = SiteArguments.key(folder, arguments, session);
                SiteStorage storage = open(folder, session)) {
            StudyDesk desk = new StudyDesk(folder, key, session.clock());
            Forgetting forgetting =
                    AgentService.forgetting(folder.path(), storage, AuditLog.open(storage.journal(), session.clock()));
            Forgetting.Outcome outcome = forgetting.forget(
                    study.hash(), arguments.get(PERSON), run -> isWithdrawn(run, study, desk, session));
            tell(outcome, folder, study, session);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private static SiteStorage open(SiteFolder folder, Session session) {
        try {
            return SiteStorage.open(folder.path(), session.clock());
        } catch (FederationException e) {
            if (e.code() == ErrorCode.STORAGE_BUSY) {
                throw new CommandException(
                        "another process works in %s; stop the agent, forget, and start it again: its runs go on then. Nothing was deleted"
                                .formatted(folder.path()));
            }
            throw e;
        }
    }

    private static boolean isWithdrawn(String run, ShelvedStudy study, StudyDesk desk, Session session) {
        return desk.book()
                .approvals()
                .withdrawn(
                        run,
                        study.hash(),
                        desk.policy().approvers(),
                        session.clock().instant())
                .isPresent();
    }

    private static void tell(Forgetting.Outcome outcome, SiteFolder folder, ShelvedStudy study, Session session) {
        String site = ShellWord.of(folder.path());
        String shortHash = study.hash().hex().substring(0, HASH_SHOWN);
        if (outcome instanceof Forgetting.Outcome.GoingOn goingOn) {
            throw new CommandException(
                    "%s of it goes on: %s. Nothing was deleted. Wait for its end, or take the yes back by `wardround site revoke %s --site %s --as NAME`"
                            .formatted(
                                    goingOn.runs().size() == 1 ? "a run" : "more than one run",
                                    String.join(", ", goingOn.runs()),
                                    shortHash,
                                    site));
        }
        String name = "%s (%s)".formatted(study.file().study().name(), shortHash);
        if (outcome instanceof Forgetting.Outcome.Done done) {
            ForgottenRuns.Plan plan = done.plan();
            session.out().println("%s is forgotten.".formatted(name));
            session.out()
                    .println("Deleted  %d journal entries and %d files of %d runs, %d bytes"
                            .formatted(plan.entries(), plan.files(), plan.runs().size(), plan.bytes()));
        } else {
            session.out().println("%s: there is nothing left to delete.".formatted(name));
        }
        session.out().println("Kept     the audit log and decisions, to show what was done;");
        session.out().println("         charges, for what was spent stays spent; the memory of sums,");
        session.out().println("         so that no later sum tells of this site alone; whom releases were");
        session.out().println("         about, without the study's name, so that no later one tells of");
        session.out().println("         single patients; the study's file");
        session.out().println("Not here backups, exports, and what has left: delete backups yourself");
        session.out()
                .println("Next: wardround site revoke %s --site %s --as NAME, so that no run begins anew"
                        .formatted(shortHash, site));
    }
}
