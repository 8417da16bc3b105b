package org.wardround.core.trust;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;

/**
 * Who belongs to a federation, by their keys. Free of contradictions, yet not valid by itself: that takes the signatures of administrators
 * ({@link RosterRules}). A key stands in a roster once, in one role. Immutable; lists are sorted by name.
 *
 * @param number of this roster, from 1
 * @param previous SHA-256 of the exact bytes of roster {@code number - 1}; null for roster 1
 * @param needed how many administrators of this roster sign the next one, from 1
 * @param coordinator the key with which the coordinator signs receipts; null until there is one
 */
public record Roster(
        String federation,
        int number,
        @Nullable Sha256 previous,
        int needed,
        List<Person> administrators,
        List<Person> authors,
        List<Site> sites,
        @Nullable VerifyingKey coordinator,
        List<Revoked> revoked) {
    /** How many administrators sign, where nobody says otherwise. */
    public static final int USUAL_NEEDED = 2;

    public static final int MOST_ENTRIES = 1000;

    public Roster {
        Label.checked("a federation's name", federation);
        if (number < 1 || number == 1 != (previous == null)) {
            throw new IllegalArgumentException(
                    "rosters count from 1, and each but the first names the one before it, got number %d with%s previous"
                            .formatted(number, previous == null ? "out" : ""));
        }
        if (needed < 1 || needed > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "from 1 to %d signatures can be needed, got %d".formatted(MOST_ENTRIES, needed));
        }
        administrators = sorted("administrator", administrators, Person::name);
        authors = sorted("author", authors, Person::name);
        sites = sorted("site", sites, site -> site.id().name());
        revoked = sorted("revoked key", revoked, entry -> entry.key().toString());
        requireDistinctKeys(administrators, authors, sites, coordinator, revoked);
    }

    /** An administrator or an author. */
    public record Person(String name, VerifyingKey key) {
        public Person {
            Label.checked("a person's name", name);
        }
    }

    /** A site. @param title its name in full, for people */
    public record Site(SiteId id, String title, VerifyingKey key) {
        public Site {
            Label.checked("a site's title", title);
        }
    }

    /**
     * A key that counts no more. It stays in every later roster.
     *
     * @param holder whose it was, such as {@code site cleveland}
     * @param since when it was revoked, in whole seconds; for people, since no signature bears a time that could be trusted
     */
    public record Revoked(VerifyingKey key, String holder, Instant since) {
        public Revoked {
            Label.checked("the holder of a revoked key", holder);
            since = since.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /** A roster 1 with one administrator and nobody else. */
    public static Roster first(String federation, int needed, Person administrator) {
        return new Roster(federation, 1, null, needed, List.of(administrator), List.of(), List.of(), null, List.of());
    }

    /** The same members under the next number. @param hash of this roster's exact bytes */
    public Roster next(Sha256 hash) {
        return new Roster(federation, number + 1, hash, needed, administrators, authors, sites, coordinator, revoked);
    }

    /** With one administrator more. */
    public Roster withAdministrator(Person added) {
        return with(plus(administrators, added), authors, sites, coordinator, revoked);
    }

    /** With one author more. */
    public Roster withAuthor(Person added) {
        return with(administrators, plus(authors, added), sites, coordinator, revoked);
    }

    /** With one site more. */
    public Roster withSite(Site added) {
        return with(administrators, authors, plus(sites, added), coordinator, revoked);
    }

    /** With another coordinator, or the first. */
    public Roster withCoordinator(VerifyingKey key) {
        return with(administrators, authors, sites, key, revoked);
    }

    /** Without whoever holds the key, which is revoked. */
    public Roster withRevoked(Revoked entry) {
        VerifyingKey key = entry.key();
        return with(
                administrators.stream()
                        .filter(person -> !person.key().equals(key))
                        .toList(),
                authors.stream().filter(person -> !person.key().equals(key)).toList(),
                sites.stream().filter(site -> !site.key().equals(key)).toList(),
                Objects.equals(coordinator, key) ? null : coordinator,
                plus(revoked, entry));
    }

    private Roster with(
            List<Person> newAdministrators,
            List<Person> newAuthors,
            List<Site> newSites,
            @Nullable VerifyingKey newCoordinator,
            List<Revoked> newRevoked) {
        return new Roster(
                federation,
                number,
                previous,
                needed,
                newAdministrators,
                newAuthors,
                newSites,
                newCoordinator,
                newRevoked);
    }

    /** Who holds a key, in words: {@code administrator Ada}, {@code site cleveland}, {@code the coordinator}. */
    public Optional<String> holder(VerifyingKey key) {
        if (Objects.equals(coordinator, key)) {
            return Optional.of("the coordinator");
        }
        return holderIn("administrator", administrators, key)
                .or(() -> holderIn("author", authors, key))
                .or(() -> sites.stream()
                        .filter(site -> site.key().equals(key))
                        .map(site -> "site " + site.id())
                        .findFirst());
    }

    /** All keys that count, in no order that means anything. */
    public List<VerifyingKey> keys() {
        return keys(administrators, authors, sites, coordinator);
    }

    /** Whether a key is among those that count no more. */
    public boolean isRevoked(VerifyingKey key) {
        return revoked.stream().anyMatch(entry -> entry.key().equals(key));
    }

    private static Optional<String> holderIn(String role, List<Person> people, VerifyingKey key) {
        return people.stream()
                .filter(person -> person.key().equals(key))
                .map(person -> role + " " + person.name())
                .findFirst();
    }

    private static <T> List<T> plus(List<T> list, T added) {
        List<T> more = new ArrayList<>(list);
        more.add(added);
        return more;
    }

    private static <T> List<T> sorted(String what, List<T> entries, Function<T, String> name) {
        if (entries.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException("a roster has at most %d entries of a kind, got %d of %s"
                    .formatted(MOST_ENTRIES, entries.size(), what));
        }
        Set<String> names = new HashSet<>();
        for (T entry : entries) {
            if (!names.add(name.apply(entry))) {
                throw new IllegalArgumentException(
                        "%s '%s' stands in the roster twice; give another name, or remove one"
                                .formatted(what, name.apply(entry)));
            }
        }
        return entries.stream().sorted(Comparator.comparing(name)).toList();
    }

    private static void requireDistinctKeys(
            List<Person> administrators,
            List<Person> authors,
            List<Site> sites,
            @Nullable VerifyingKey coordinator,
            List<Revoked> revoked) {
        List<VerifyingKey> keys = new ArrayList<>(keys(administrators, authors, sites, coordinator));
        revoked.forEach(entry -> keys.add(entry.key()));
        Set<VerifyingKey> seen = new HashSet<>();
        for (VerifyingKey key : keys) {
            if (!seen.add(key)) {
                throw new IllegalArgumentException(
                        "the key %s stands in the roster twice or is revoked; a key has one holder and one role: make another one"
                                .formatted(key));
            }
        }
    }

    private static List<VerifyingKey> keys(
            List<Person> administrators, List<Person> authors, List<Site> sites, @Nullable VerifyingKey coordinator) {
        List<VerifyingKey> keys = new ArrayList<>();
        administrators.forEach(person -> keys.add(person.key()));
        authors.forEach(person -> keys.add(person.key()));
        sites.forEach(site -> keys.add(site.key()));
        if (coordinator != null) {
            keys.add(coordinator);
        }
        return keys;
    }
}
