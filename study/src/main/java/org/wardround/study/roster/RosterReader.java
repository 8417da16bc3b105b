package org.wardround.study.roster;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.study.document.Place;

/** Makes a roster of a document that fits the schema, and reports what contradicts itself in it. */
final class RosterReader {
    private RosterReader() {}

    /** The roster; empty where anything is wrong, which is reported. */
    static Optional<Roster> read(Place root) {
        if (root.hasErrorWithin()) {
            return Optional.empty();
        }
        List<Roster.Person> administrators = all(root, "administrators", RosterReader::person);
        List<Roster.Person> authors = all(root, "authors", RosterReader::person);
        List<Roster.Site> sites = all(root, "sites", RosterReader::site);
        List<Roster.Revoked> revoked = all(root, "revoked", RosterReader::revoked);
        Optional<VerifyingKey> coordinator = root.find("coordinator").flatMap(place -> place.build(() -> key(place)));
        return root.build(() -> new Roster(
                root.at("federation").text(),
                root.at("number").integer(),
                root.find("previous").map(place -> new Sha256(place.text())).orElse(null),
                root.at("signaturesNeeded").integer(),
                administrators,
                authors,
                sites,
                coordinator.orElse(null),
                revoked));
    }

    private static <T> List<T> all(Place root, String name, Function<Place, T> reader) {
        return root.items(name).stream()
                .flatMap(item -> item.build(() -> reader.apply(item)).stream())
                .toList();
    }

    private static Roster.Person person(Place place) {
        return new Roster.Person(place.at("name").text(), key(place.at("key")));
    }

    private static Roster.Site site(Place place) {
        return new Roster.Site(
                new SiteId(place.at("id").text()), place.at("title").text(), key(place.at("key")));
    }

    private static Roster.Revoked revoked(Place place) {
        try {
            return new Roster.Revoked(
                    key(place.at("key")),
                    place.at("holder").text(),
                    Instant.parse(place.at("since").text()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "there is no such time: " + place.at("since").text(), e);
        }
    }

    private static VerifyingKey key(Place place) {
        return VerifyingKey.parse(place.text());
    }
}
