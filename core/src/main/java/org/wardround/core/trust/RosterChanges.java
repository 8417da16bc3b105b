package org.wardround.core.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one roster changes of another, in plain words, for whoever signs or accepts it. Keys are told as the words of their fingerprints. */
public final class RosterChanges {
    private final List<String> lines = new ArrayList<>();

    private RosterChanges() {}

    /** One line for each change, none where there is none; sites first, since they are what a hospital is summed with. */
    public static List<String> between(Roster before, Roster after) {
        RosterChanges changes = new RosterChanges();
        changes.sites(before.sites(), after.sites());
        changes.people("administrator", before.administrators(), after.administrators());
        changes.people("author", before.authors(), after.authors());
        changes.key("the coordinator", before.coordinator(), after.coordinator());
        if (before.needed() != after.needed()) {
            changes.lines.add(
                    "from now on %d administrators must sign, so far %d".formatted(after.needed(), before.needed()));
        }
        after.revoked().stream()
                .filter(entry -> !before.revoked().contains(entry))
                .forEach(entry -> changes.lines.add("the key of %s is revoked since %s: %s"
                        .formatted(entry.holder(), entry.since(), words(entry.key()))));
        return List.copyOf(changes.lines);
    }

    private void sites(List<Roster.Site> before, List<Roster.Site> after) {
        Map<String, Roster.Site> old = new TreeMap<>();
        before.forEach(site -> old.put(site.id().name(), site));
        for (Roster.Site site : after) {
            Roster.Site was = old.remove(site.id().name());
            if (was == null) {
                lines.add("site %s (%s) is new; its key: %s".formatted(site.id(), site.title(), words(site.key())));
                continue;
            }
            key("site " + site.id(), was.key(), site.key());
            if (!was.title().equals(site.title())) {
                lines.add("site %s is now called '%s', before '%s'".formatted(site.id(), site.title(), was.title()));
            }
        }
        old.values()
                .forEach(site -> lines.add("site %s (%s) is no longer a member".formatted(site.id(), site.title())));
    }

    private void people(String role, List<Roster.Person> before, List<Roster.Person> after) {
        Map<String, VerifyingKey> old = new TreeMap<>();
        before.forEach(person -> old.put(person.name(), person.key()));
        for (Roster.Person person : after) {
            key("%s %s".formatted(role, person.name()), old.remove(person.name()), person.key());
        }
        old.keySet().forEach(name -> lines.add("%s %s is no longer one".formatted(role, name)));
    }

    private void key(String holder, @Nullable VerifyingKey before, @Nullable VerifyingKey after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (after == null) {
            lines.add(holder + " has no key any more");
        } else if (before == null) {
            lines.add("%s is new; the key: %s".formatted(holder, words(after)));
        } else {
            lines.add("the key of %s changed; before: %s; now: %s".formatted(holder, words(before), words(after)));
        }
    }

    private static String words(VerifyingKey key) {
        return key.fingerprint().toString();
    }
}
