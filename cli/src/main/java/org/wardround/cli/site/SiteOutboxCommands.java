package org.wardround.cli.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.storage.Journal;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Person;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.outbox.Outbox;
import org.wardround.site.policy.PolicyFile;
import org.wardround.site.policy.Releases;
import org.wardround.site.service.AgentService;
import org.wardround.site.service.JournalDecisionBook;
import org.wardround.site.service.SiteStatus;
import org.wardround.site.storage.SiteStorage;

/** {@code wardround site outbox}: what waits to leave, and a person's word on it. */
final class SiteOutboxCommands {
    private static final int HASH_SHOWN = 12;
    private static final Argument<String> RUN = Argument.word("RUN", "the run's name, as `site outbox list` shows it");
    private static final Argument<String> PERSON =
            Argument.text("--as", "NAME", "who decides; it is written down").needed();
    private static final Argument<String> REASON = Argument.text("--reason", "TEXT", "why, for those who ask later");

    private SiteOutboxCommands() {}

    static Command.Group group() {
        return new Command.Group(
                "outbox",
                "Let what waits for a person leave, or keep it here",
                List.of(list(), show(), release(), refuse()));
    }

    private static Command.Verb list() {
        return new Command.Verb(
                "list",
                "List what waits to leave, and how each thing stands",
                "Figures about this site are made when a run ends, cleared of small counts, where policy.yaml says releases: {siteFigure: ask} or yes; answers about a finished"
                        + " model wait where it says {finalModel: ask}. waiting: a person has to decide; released: the agent sends it; leaving: it may have arrived; sent: the"
                        + " coordinator has it; refused: it stays here. Works while the agent runs.",
                "wardround site outbox list --site north",
                List.of(SiteArguments.SITE, SiteArguments.PASSPHRASE),
                SiteOutboxCommands::list);
    }

    private static Command.Verb show() {
        return new Command.Verb(
                "show",
                "Print exactly what would leave",
                "Figures to the last byte; `wardround study schema figures` describes each key. Of answers about a finished model, what they are: they are not worked out before.",
                "wardround site outbox show heart-1 --site north",
                List.of(RUN, SiteArguments.SITE, SiteArguments.PASSPHRASE),
                SiteOutboxCommands::show);
    }

    private static Command.Verb release() {
        return new Command.Verb(
                "release",
                "Let what waits of a run leave",
                "The agent sends it at its next occasion. What has left can't be called back. Works while the agent runs.",
                "wardround site outbox release heart-1 --site north --as Ada",
                List.of(RUN, SiteArguments.SITE, PERSON, REASON, SiteArguments.PASSPHRASE),
                (arguments, session) -> decide(arguments, session, true));
    }

    private static Command.Verb refuse() {
        return new Command.Verb(
                "refuse",
                "Keep what waits of a run here, for good",
                "It never leaves, and this can't be taken back. Works while the agent runs.",
                "wardround site outbox refuse heart-1 --site north --as Ada --reason small",
                List.of(RUN, SiteArguments.SITE, PERSON, REASON, SiteArguments.PASSPHRASE),
                (arguments, session) -> decide(arguments, session, false));
    }

    /** What is asked of the folder's outbox. */
    private interface Asking {
        void of(Outbox outbox, Journal journal, JournalDecisionBook book) throws IOException;
    }

    private static int ask(SiteFolder folder, Arguments arguments, Session session, Asking asking) throws IOException {
        try (SigningKey key = SiteArguments.key(folder, arguments, session);
                Journal journal = SiteStorage.read(folder.path())) {
            JournalDecisionBook book = new JournalDecisionBook(folder.path(), key, session.clock());
            asking.of(new Outbox(AgentService.outbox(folder.path()), book::events), journal, book);
        } catch (NoSuchFileException neverStarted) {
            throw new CommandException(
                    "no agent has worked in %s yet, so nothing waits there; `wardround site start` starts it"
                            .formatted(folder.path()));
        }
        return ExitCode.OK;
    }

    private static int list(Arguments arguments, Session session) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        Releases.FigureRule rule = rule(folder);
        return ask(folder, arguments, session, (outbox, journal, book) -> {
            List<Outbox.Item> items = outbox.items(journal);
            for (Outbox.Item item : items) {
                session.out()
                        .println("%s  %s  %s: %s"
                                .formatted(
                                        item.run(),
                                        item.digest().hex().substring(0, HASH_SHOWN),
                                        item.kind().words(),
                                        words(item)));
            }
            if (items.isEmpty()) {
                session.out().println("Nothing waits, and no figures about this site were made so far.");
            }
            session.out().println(words(rule));
            if (items.stream().anyMatch(item -> item.state().isOpen())) {
                session.out()
                        .println("Next: wardround site outbox show RUN --site " + ShellWord.of(folder.path())
                                + ", then release or refuse");
            }
        });
    }

    private static Releases.FigureRule rule(SiteFolder folder) {
        return PolicyFile.read(folder.path().resolve(PolicyFile.NAME))
                .releases()
                .siteFigure();
    }

    private static String words(Outbox.Item item) {
        ApprovalEvent.OutboxDecided decision = item.decision();
        return decision == null
                ? item.state().word()
                : "%s; %s by %s on %s%s"
                        .formatted(
                                item.state().word(),
                                decision.released() ? "released" : "refused",
                                decision.person(),
                                decision.time(),
                                decision.reason().isEmpty() ? "" : ": " + decision.reason());
    }

    private static String words(Releases.FigureRule rule) {
        return switch (rule) {
            case NO -> "The policy says siteFigure: no. No figures are made, and none leave.";
            case ASK -> "The policy says siteFigure: ask. Figures wait until a person decides.";
            case YES -> "The policy says siteFigure: yes. Figures leave by themselves, unless refused.";
        };
    }

    private static int show(Arguments arguments, Session session) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        return ask(folder, arguments, session, (outbox, journal, book) -> {
            Outbox.Item item = item(outbox.of(arguments.get(RUN), journal), folder, arguments.get(RUN));
            session.out().print(new String(item.bytes().toArray(), StandardCharsets.UTF_8));
        });
    }

    private static int decide(Arguments arguments, Session session, boolean released) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        Releases.FigureRule rule = rule(folder);
        return ask(folder, arguments, session, (outbox, journal, book) -> {
            Outbox.Item item = item(outbox.of(arguments.get(RUN), journal), folder, arguments.get(RUN));
            if (!item.state().isOpen()) {
                throw new CommandException("%s of run '%s' are decided already: %s; nothing was changed"
                        .formatted(item.kind().words(), item.run(), words(item)));
            }
            if (released && item.kind() == Outbox.Kind.FIGURES && rule == Releases.FigureRule.NO) {
                throw new CommandException(
                        "releases.siteFigure: policy.yaml does not allow figures about this site to leave; say ask or yes there first");
            }
            book.add(event(arguments, item, released, session));
            session.out()
                    .println("%s of run %s (%s) are %s by %s"
                            .formatted(
                                    item.kind().words(),
                                    item.run(),
                                    item.digest().hex().substring(0, HASH_SHOWN),
                                    released ? "released" : "refused",
                                    arguments.get(PERSON)));
            session.out()
                    .println(
                            released
                                    ? "The agent sends them at its next occasion."
                                    : "They stay here. Nothing of them leaves.");
        });
    }

    private static ApprovalEvent event(Arguments arguments, Outbox.Item item, boolean released, Session session) {
        try {
            return new ApprovalEvent.OutboxDecided(
                    released,
                    item.run(),
                    item.study(),
                    item.digest(),
                    new Person(arguments.get(PERSON)),
                    session.clock().instant(),
                    arguments.find(REASON).orElse(""));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /** What is still open of the run; where nothing is, what came last. */
    private static Outbox.Item item(List<Outbox.Item> all, SiteFolder folder, String run) throws IOException {
        if (!all.isEmpty()) {
            return all.stream()
                    .filter(item -> item.state().isOpen())
                    .findFirst()
                    .orElse(all.get(all.size() - 1));
        }
        SiteStatus.Run known = SiteStatus.read(folder.path()).runs().get(run);
        if (known == null) {
            throw new CommandException(
                    "this site has no run '%s'; `wardround site status` lists its runs".formatted(run));
        }
        throw new CommandException(
                known.end().isEmpty()
                        ? "nothing of run '%s' waits: it has not come to its end yet, and figures about this site are made then"
                                .formatted(run)
                        : "there are no figures about this site of run '%s': the policy said no when it ended, the study was forgotten since, or the agent's log says why"
                                .formatted(run));
    }
}
