package org.wardround.study.file;

import java.util.Optional;
import java.util.stream.Stream;
import org.wardround.study.document.Place;

/** Where in a mapping tables are named. */
final class MappingPlaces {
    private MappingPlaces() {}

    /** The place that names a table: under a site, as the one file, as a joined one or as that of the split. */
    static Optional<Place> ofTable(Place root, String table) {
        Stream<Place> sections = Stream.of(
                        root.section("sites").entries().values().stream(),
                        Stream.of(root),
                        root.items("join").stream(),
                        Stream.of(root.section("split")))
                .flatMap(places -> places);
        return sections.flatMap(section -> section.find("file").stream())
                .filter(Place::isText)
                .filter(file -> file.text().equals(table))
                .findFirst();
    }
}
