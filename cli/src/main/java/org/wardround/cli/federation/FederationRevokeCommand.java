package org.wardround.cli.federation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.VerifyingKey;

/** {@code wardround federation revoke}. */
final class FederationRevokeCommand {
    private static final Argument<String> WHO = Argument.word(
            "WHO", "a person's name, a site's short name, the word coordinator, or the key that starts with ed25519:");

    private FederationRevokeCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "revoke",
                "Take a member out and revoke the key",
                "Takes whoever holds a key out of the draft of the next roster and revokes the key for ever: when a key was lost or stolen, or when"
                        + " somebody leaves. A member who goes on is added again with a new key before the roster is signed.",
                "wardround federation revoke north --federation hearts",
                List.of(WHO, KeyArguments.FEDERATION),
                FederationRevokeCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        String who = arguments.get(WHO);
        Instant now = session.clock().instant();
        return RosterDraft.change(
                arguments, session, "the key of %s is revoked".formatted(who), roster -> revoked(roster, who, now));
    }

    private static Roster revoked(Roster roster, String who, Instant now) {
        SortedMap<VerifyingKey, String> holders = holders(roster);
        List<Map.Entry<VerifyingKey, String>> found = holders.entrySet().stream()
                .filter(entry -> isCalled(entry.getKey(), entry.getValue(), who))
                .toList();
        if (found.isEmpty()) {
            throw new CommandException("nobody in the roster is called '%s'; there are: %s"
                    .formatted(who, String.join(", ", holders.values())));
        }
        if (found.size() > 1) {
            throw new CommandException(
                    "'%s' is the name of several: %s; give the key instead, which federation show prints"
                            .formatted(
                                    who, found.stream().map(Map.Entry::getValue).collect(Collectors.joining(", "))));
        }
        return roster.withRevoked(
                new Roster.Revoked(found.get(0).getKey(), found.get(0).getValue(), now));
    }

    private static SortedMap<VerifyingKey, String> holders(Roster roster) {
        SortedMap<VerifyingKey, String> holders = new TreeMap<>();
        roster.keys().forEach(key -> roster.holder(key).ifPresent(holder -> holders.put(key, holder)));
        return holders;
    }

    /** By the key, or by the holder's words without the role. */
    private static boolean isCalled(VerifyingKey key, String holder, String who) {
        return key.toString().equals(who)
                || holder.substring(holder.indexOf(' ') + 1).equals(who);
    }
}
