package org.wardround.cli.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wardround.core.text.Counted;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.RosterChanges;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.study.roster.RosterFolder;

/** Rosters in words. */
public final class RosterWords {
    private RosterWords() {}

    /** Who must sign a roster that was changed: {@code 2 of Ada, Ben, Cleo sign it}. */
    static String signers(RosterFolder before, Roster changed) {
        Roster roster = changed.number() == 1
                ? changed
                : before.newest().roster().number() == changed.number()
                        ? before.beforeNewest().orElseThrow().roster()
                        : before.newest().roster();
        return "%d of %s sign it".formatted(roster.needed(), names(roster));
    }

    static String names(Roster roster) {
        return roster.administrators().stream().map(Roster.Person::name).collect(Collectors.joining(", "));
    }

    /** Who signed, by the names in the roster that has the say; a key that it does not name stands as it is. */
    static String signedBy(SignedRoster roster, Roster signers) {
        List<String> names = new ArrayList<>();
        for (VerifyingKey key : roster.signatures().signatures().keySet()) {
            names.add(signers.administrators().stream()
                    .filter(person -> person.key().equals(key))
                    .map(Roster.Person::name)
                    .findFirst()
                    .orElse(key.toString()));
        }
        return names.isEmpty() ? "nobody" : String.join(", ", names);
    }

    /** Every holder of a key, with the words for the phone. */
    public static List<String> members(Roster roster) {
        List<String> lines = new ArrayList<>();
        lines.add("Administrators, of whom %d must sign the next roster".formatted(roster.needed()));
        roster.administrators().forEach(person -> add(lines, person.name(), person.key()));
        lines.add("Authors of studies" + none(roster.authors()));
        roster.authors().forEach(person -> add(lines, person.name(), person.key()));
        lines.add("Sites" + none(roster.sites()));
        roster.sites().forEach(site -> add(lines, "%s (%s)".formatted(site.id(), site.title()), site.key()));
        VerifyingKey coordinator = roster.coordinator();
        lines.add("Coordinator" + (coordinator == null ? ": none" : ""));
        Optional.ofNullable(coordinator).ifPresent(key -> add(lines, "the coordinator", key));
        lines.add("Revoked keys" + none(roster.revoked()));
        roster.revoked()
                .forEach(entry -> add(lines, "%s, since %s".formatted(entry.holder(), entry.since()), entry.key()));
        return lines;
    }

    private static String none(List<?> list) {
        return list.isEmpty() ? ": none" : "";
    }

    private static void add(List<String> lines, String holder, VerifyingKey key) {
        lines.add("  " + holder);
        lines.add("    " + key.fingerprint());
        lines.add("    " + key);
    }

    /** What the newest roster changes; of the first all that it says. */
    static List<String> changes(RosterFolder folder) {
        Roster newest = folder.newest().roster();
        Optional<SignedRoster> before = folder.beforeNewest();
        if (before.isEmpty()) {
            return members(newest);
        }
        List<String> changes = RosterChanges.between(before.get().roster(), newest);
        List<String> lines = new ArrayList<>();
        lines.add("%s since roster %d"
                .formatted(
                        Counted.of(changes.size(), "change"),
                        before.get().roster().number()));
        changes.forEach(change -> lines.add("  " + change));
        return lines;
    }

    /** A warning where one lost key would end the federation; empty where not. */
    static Optional<String> fragility(Roster roster) {
        return roster.administrators().size() > roster.needed()
                ? Optional.empty()
                : Optional.of(
                        "warning: if one administrator loses a key, no roster can be signed any more; add an administrator");
    }
}
