package org.wardround.cli.site;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.TextTable;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.text.Counted;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.ledger.Account;
import org.wardround.site.ledger.Caps;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.site.policy.PolicyFile;
import org.wardround.site.storage.SiteStorage;

/** {@code wardround site ledger}. */
final class SiteLedgerCommand {
    private static final int HASH_SHOWN = 12;

    private SiteLedgerCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "ledger",
                "Show what this site's patients were charged with",
                "Every release that left, or was about to, in all runs and studies, with what it costs a patient in privacy: the noise that was added, or \"not bounded\"."
                        + " Then the sums, ε rounded up, beside the caps of policy.yaml: limits.unboundedReleases and limits.epsilon. Works while the agent runs.",
                "wardround site ledger --site north",
                List.of(SiteArguments.SITE),
                SiteLedgerCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        List<StoredEvent> entries = new ArrayList<>();
        try (Journal journal = SiteStorage.read(folder.path())) {
            journal.replay(SiteLedger.STREAM, 0, entries::add);
            if (!entries.isEmpty()) {
                tell(entries, session);
                Caps caps = PolicyFile.read(folder.path().resolve(PolicyFile.NAME))
                        .limits()
                        .caps();
                total(SiteLedger.open(journal, () -> caps).account(Charge.ALL_PATIENTS), caps, session);
                return ExitCode.OK;
            }
        } catch (NoSuchFileException neverStarted) {
            // Nothing has left.
        }
        session.out().println("Nothing was charged so far.");
        return ExitCode.OK;
    }

    private static void tell(List<StoredEvent> entries, Session session) {
        TextTable table = TextTable.of(List.of("When", "Run", "Study", "Round", "Task", "Cost"));
        for (StoredEvent entry : entries) {
            Charge charge = SiteLedger.read(entry);
            table = table.row(List.of(
                    entry.at().toString(),
                    charge.run(),
                    charge.study().hex().substring(0, HASH_SHOWN),
                    Integer.toString(charge.round()),
                    charge.task().name().toLowerCase(Locale.ROOT),
                    charge.cost().text()));
        }
        table.lines().forEach(session.out()::println);
    }

    private static void total(Account account, Caps caps, Session session) {
        int notBounded = account.notBounded();
        double epsilon = account.epsilon(caps.delta());
        session.out().println();
        session.out()
                .println("%s: %s not bounded%s"
                        .formatted(
                                Charge.ALL_PATIENTS,
                                Counted.of(notBounded, "release"),
                                caps.capsReleases()
                                        ? " of at most %d; %d left"
                                                .formatted(
                                                        caps.notBounded(), Math.max(0, caps.notBounded() - notBounded))
                                        : ""));
        session.out()
                .println("%s: ε = %s at δ = %s by all others together%s"
                        .formatted(
                                Charge.ALL_PATIENTS,
                                rounded(epsilon, RoundingMode.CEILING),
                                caps.delta(),
                                caps.capsEpsilon()
                                        ? " of at most %s; %s left"
                                                .formatted(
                                                        caps.epsilon(),
                                                        rounded(
                                                                Math.max(0, caps.epsilon() - epsilon),
                                                                RoundingMode.FLOOR))
                                        : ""));
    }

    /** To the side on which nobody is promised more than there is. */
    private static String rounded(double epsilon, RoundingMode side) {
        return new BigDecimal(epsilon).setScale(3, side).stripTrailingZeros().toPlainString();
    }
}
