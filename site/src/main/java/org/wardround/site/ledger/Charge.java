package org.wardround.site.ledger;

import java.util.List;
import java.util.Locale;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.task.TaskKind;
import org.wardround.privacy.accounting.Cost;

/**
 * One release, as the ledger has it.
 *
 * @param population whose patients: costs of one population add up. One line of text
 * @param run by which it left
 * @param study its hash
 * @param round counted from 1
 * @param cost what it costs a patient
 */
public record Charge(String population, String run, Sha256 study, int round, TaskKind task, Cost cost) {
    /** All patients in the site's data: no study's cohort is taken to be free of another's patients. */
    public static final String ALL_PATIENTS = "all patients";

    private static final int LINES = 6;

    public Charge {
        if (population.isBlank() || population.contains("\n") || run.isBlank() || run.contains("\n")) {
            throw new IllegalArgumentException("a population and a run have names of one line");
        }
        if (round < 1) {
            throw new IllegalArgumentException("rounds count from 1, got " + round);
        }
    }

    /** A line for each part; {@link #parse} reads it. */
    String text() {
        return String.join(
                "\n",
                population,
                run,
                study.hex(),
                Integer.toString(round),
                task.name().toLowerCase(Locale.ROOT),
                cost.text());
    }

    static Charge parse(String text) {
        List<String> lines = text.lines().toList();
        try {
            if (lines.size() == LINES) {
                return new Charge(
                        lines.get(0),
                        lines.get(1),
                        new Sha256(lines.get(2)),
                        Integer.parseInt(lines.get(3)),
                        TaskKind.valueOf(lines.get(4).toUpperCase(Locale.ROOT)),
                        Cost.parse(lines.get(5)));
            }
        } catch (IllegalArgumentException e) {
            throw new FederationException(ErrorCode.STORAGE_CORRUPT, unreadable(), e);
        }
        throw new FederationException(ErrorCode.STORAGE_CORRUPT, unreadable());
    }

    private static String unreadable() {
        return "an entry of the ledger can't be read; restore a backup, or use the version that wrote it";
    }
}
