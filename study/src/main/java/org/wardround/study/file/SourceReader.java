package org.wardround.study.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.wardround.core.identity.SiteId;
import org.wardround.study.document.Place;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;

/** Reads which files hold the records, and whose they are. */
final class SourceReader {
    private static final List<String> HOW_WRITTEN = List.of("header", "delimiter");
    private static final List<String> OF_ONE_FILE = List.of("site", "divide");
    private static final double ALPHA = 0.5;

    private SourceReader() {}

    static Optional<Source> read(Place root) {
        if (root.has("file")) {
            root.refuse(List.of("sites"), "one file or a file for each site: give file or %s, not both");
            return oneFile(root);
        }
        root.refuse(HOW_WRITTEN, "%s stands beside the file that it belongs to, and there is no file here");
        root.refuse(OF_ONE_FILE, "%s belongs to one file with the rows of all sites; add file");
        if (!root.has("sites")) {
            return root.hasErrorWithin()
                    ? Optional.empty()
                    : Optional.of(new Source.FilesNamedBySite("*.csv", true, ""));
        }
        Place sites = root.at("sites");
        return sites.has("file") ? filesNamedBySite(sites) : filePerSite(sites);
    }

    private static Optional<Source> oneFile(Place root) {
        if (root.has("site") == root.has("divide")) {
            root.at("file")
                    .errorAtKey(
                            "say whose the rows of the one file are: site, by a column, or divide, for experiments; one of the two");
            return Optional.empty();
        }
        String key = root.has("site") ? "site" : "divide";
        return root.at(key).build(() -> key.equals("site") ? siteColumn(root) : divided(root));
    }

    private static Source siteColumn(Place root) {
        Place site = root.at("site");
        String pattern = site.text("pattern", "");
        if (!pattern.isEmpty() && groups(site.at("pattern")) == 0) {
            site.at("pattern").error("needs a group in parentheses, whose text is the site's name, such as '_(\\d)$'");
        }
        return new Source.SiteColumn(MappingReader.file(root), MappingReader.column(site, "column"), pattern);
    }

    // The number of groups; 1 where the pattern can't be read, which is reported.
    private static int groups(Place pattern) {
        try {
            return Pattern.compile(pattern.text()).matcher("").groupCount();
        } catch (PatternSyntaxException e) {
            pattern.error("not a regular expression: " + e.getDescription());
            return 1;
        }
    }

    private static Source divided(Place root) {
        Place divide = root.at("divide");
        String by = divide.at("by").text();
        if (by.equals("iid")) {
            divide.refuse(List.of("alpha"), "%s has no say where patients are divided at random; remove it");
        }
        double alpha = divide.number("alpha", ALPHA);
        Division.Rule rule = switch (by) {
            case "iid" -> new Division.Rule.Iid();
            case "label-skew" -> new Division.Rule.LabelSkew(alpha);
            default -> new Division.Rule.QuantitySkew(alpha);
        };
        long seed = divide.has("seed") ? divide.at("seed").longInteger() : 1;
        return new Source.Divided(
                MappingReader.file(root), new Division(divide.at("sites").integer(), rule, seed));
    }

    private static Optional<Source> filesNamedBySite(Place sites) {
        return sites.build(() -> {
            for (Map.Entry<String, Place> entry : sites.entries().entrySet()) {
                if (!entry.getKey().equals("file") && !HOW_WRITTEN.contains(entry.getKey())) {
                    entry.getValue()
                            .errorAtKey(
                                    "beside file, which names the files of all sites, there can be no single site; remove one of the two");
                }
            }
            String glob = sites.at("file").text();
            if (!glob.contains("*")) {
                sites.at("file")
                        .error(
                                "needs a * that stands for the site's name, such as '*.csv'; for a single file name the site: {cleveland: {file: …}}");
            }
            return new Source.FilesNamedBySite(glob, sites.flag("header", true), MappingReader.delimiter(sites));
        });
    }

    private static Optional<Source> filePerSite(Place sites) {
        sites.refuse(HOW_WRITTEN, "%s stands with each site's file: {file: …, header: …, delimiter: …}");
        SortedMap<SiteId, SourceFile> files = new TreeMap<>();
        sites.entries().forEach((name, place) -> {
            if (!SiteId.isValid(name)) {
                place.errorAtKey("a site's name has 1 to 64 letters, digits, dots, underscores or hyphens, got '%s'"
                        .formatted(name));
            }
            place.build(() -> MappingReader.file(place))
                    .filter(file -> SiteId.isValid(name))
                    .ifPresent(file -> files.put(new SiteId(name), file));
        });
        return sites.build(() -> new Source.FilePerSite(files));
    }
}
