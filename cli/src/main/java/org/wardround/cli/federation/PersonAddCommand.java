package org.wardround.cli.federation;

import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.Roster;

/** {@code wardround federation administrator add} and {@code author add}. */
final class PersonAddCommand {
    private static final Argument<String> NAME = Argument.word("NAME", "the person's name");

    private final String role;
    private final BiFunction<Roster, Roster.Person, Roster> add;

    private PersonAddCommand(String role, BiFunction<Roster, Roster.Person, Roster> add) {
        this.role = role;
        this.add = add;
    }

    static Command.Verb administrator() {
        return new PersonAddCommand("administrator", Roster::withAdministrator)
                .verb("Add an administrator, who signs rosters from the next one on", "Ben");
    }

    static Command.Verb author() {
        return new PersonAddCommand("author", Roster::withAuthor).verb("Add an author, who signs studies", "Dora");
    }

    private Command.Verb verb(String summary, String example) {
        return new Command.Verb(
                "add",
                summary,
                "Puts the person into the draft of the next roster, by the public key that they made with wardround federation key.",
                "wardround federation %s add %s --key %s.pub --federation hearts"
                        .formatted(role, example, example.toLowerCase(java.util.Locale.ROOT)),
                List.of(NAME, KeyArguments.PUBLIC_KEY, KeyArguments.FEDERATION),
                this::run);
    }

    private int run(Arguments arguments, Session session) throws IOException {
        Roster.Person person = person(arguments);
        String done = "%s %s  %s".formatted(role, person.name(), person.key().fingerprint());
        return RosterDraft.change(arguments, session, done, roster -> add.apply(roster, person));
    }

    private static Roster.Person person(Arguments arguments) throws IOException {
        try {
            return new Roster.Person(arguments.get(NAME), PublicKeys.read(arguments.get(KeyArguments.PUBLIC_KEY)));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
