package org.wardround.data.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the name of a column says about it. */
final class ColumnNames {
    /** Direct identifiers after the list of the HIPAA Safe Harbor rule (45 CFR 164.514(b)(2)), as far as names of columns tell. */
    private static final Set<String> IDENTIFIERS = Set.of(
            "name",
            "names",
            "firstname",
            "lastname",
            "surname",
            "forename",
            "fullname",
            "mrn",
            "ssn",
            "phone",
            "telephone",
            "tel",
            "mobile",
            "fax",
            "email",
            "mail",
            "address",
            "street",
            "city",
            "zip",
            "zipcode",
            "postcode",
            "postal",
            "plz",
            "nhs",
            "insurance",
            "account",
            "passport",
            "license",
            "licence",
            "ip",
            "url",
            "birthname");

    private static final Set<String> PATIENTS = Set.of(
            "pid",
            "patient",
            "patientid",
            "patientnr",
            "patienten",
            "subject",
            "subjectid",
            "participant",
            "personid",
            "person");
    private static final Set<String> NUMBERS_OF_ROWS =
            Set.of("id", "uid", "uuid", "guid", "identifier", "barcode", "rownames", "rowname", "index", "row");
    private static final Set<String> SITES =
            Set.of("site", "centre", "center", "hospital", "institution", "inst", "clinic", "provider");
    private static final Set<String> SPLITS = Set.of("fold", "split", "side", "partition", "subset");
    private static final Set<String> TIMES =
            Set.of("time", "t", "futime", "os", "survival", "days", "months", "duration");
    private static final Set<String> EVENTS =
            Set.of("event", "e", "status", "death", "dead", "died", "deceased", "fustat");
    private static final List<String> OUTCOMES = List.of(
            "y",
            "outcome",
            "label",
            "target",
            "class",
            "diagnosis",
            "disease",
            "event",
            "status",
            "response",
            "death",
            "dead",
            "died",
            "mortality");

    private ColumnNames() {}

    static boolean isIdentifier(String name) {
        return words(name).stream().anyMatch(IDENTIFIERS::contains);
    }

    static boolean isPatient(String name) {
        return !isIdentifier(name)
                && (PATIENTS.contains(joined(name)) || words(name).stream().anyMatch(PATIENTS::contains));
    }

    static boolean isNumberOfRow(String name) {
        return name.isBlank() || words(name).stream().anyMatch(NUMBERS_OF_ROWS::contains);
    }

    static boolean isSite(String name) {
        return words(name).stream().anyMatch(SITES::contains);
    }

    static boolean isSplit(String name) {
        return words(name).stream().anyMatch(SPLITS::contains);
    }

    static boolean isTime(String name) {
        return TIMES.contains(joined(name));
    }

    static boolean isEvent(String name) {
        return EVENTS.contains(joined(name));
    }

    /** How little the name looks like an outcome's: a position in a list, or a number beyond all of them. */
    static int outcomeRank(String name) {
        int rank = OUTCOMES.indexOf(joined(name));
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    private static String joined(String name) {
        return String.join("", words(name));
    }

    /** The words of {@code patientId}, {@code patient_id} and {@code Patient ID} alike. */
    private static List<String> words(String name) {
        String separated = name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return Arrays.asList(separated.toLowerCase(Locale.ROOT).split(" "));
    }
}
