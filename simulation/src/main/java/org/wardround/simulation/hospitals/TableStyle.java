package org.wardround.simulation.hospitals;

import java.util.List;
import java.util.Map;

/**
 * How a hospital writes its table down. The differences are those that a mapping has to bridge.
 *
 * @param delimiter between fields
 * @param woman code of sex
 * @param man code of sex
 * @param chestPain codes, in the order of {@link Patient#chestPain()}
 * @param noCholesterol what stands where cholesterol was not measured
 */
record TableStyle(String delimiter, String woman, String man, List<String> chestPain, String noCholesterol) {
    private static final List<String> NUMBERS = List.of("1", "2", "3", "4");
    private static final List<String> WORDS = List.of("typical", "atypical", "other", "none");
    private static final TableStyle PLAIN = new TableStyle(",", "0", "1", NUMBERS, "");
    private static final TableStyle PLAIN_WITH_ZERO = new TableStyle(",", "0", "1", NUMBERS, "0");
    private static final TableStyle OTHER_CODES = new TableStyle(";", "F", "M", WORDS, "");

    private static final Map<String, TableStyle> BY_HOSPITAL =
            Map.of("lakeview", OTHER_CODES, "hillcrest", PLAIN_WITH_ZERO, "riverbend", PLAIN_WITH_ZERO);

    static TableStyle of(HospitalFigures figures) {
        return BY_HOSPITAL.getOrDefault(figures.name(), PLAIN);
    }
}
