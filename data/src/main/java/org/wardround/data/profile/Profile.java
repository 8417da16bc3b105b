package org.wardround.data.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.Nearest;
import org.wardround.data.text.DelimitedFile;
import org.wardround.data.text.UnreadableFile;
import org.wardround.study.file.StudyProposal;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.VariableMapping;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/**
 * A study and a mapping, proposed from one table. Together they read that table without problems.
 *
 * @param study the proposal; its comments say what was guessed and, at the outcome, which columns were left out and why
 * @param mapping sites by a column that looks like one, else three invented sites; codes, sentinels and dates of the table
 * @param mappingComments by name of variable
 * @param leftOut name of column → why it is not a variable
 */
public record Profile(
        StudyProposal study, Mapping mapping, Map<String, String> mappingComments, Map<String, String> leftOut) {
    public Profile {
        mappingComments = Collections.unmodifiableMap(new LinkedHashMap<>(mappingComments));
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }

    /**
     * Reads a table with a header line.
     *
     * @throws ProblemsException where the file can't be read, or has no column that could be an outcome and another that could be a variable
     */
    public static Profile of(Path csv) {
        return of(csv, "");
    }

    /**
     * The same with a named outcome.
     *
     * @param outcomeColumn name of the column; empty: guessed
     */
    public static Profile of(Path csv, String outcomeColumn) {
        List<ColumnSummary> columns = read(csv);
        Roles roles = Roles.among(columns);
        Map<String, String> leftOut = roles.leftOut();
        List<Guess.Taken> taken = new ArrayList<>();
        for (ColumnSummary column : columns) {
            if (!leftOut.containsKey(column.name())) {
                Guess guess = Guesser.guess(column);
                if (guess instanceof Guess.Taken variable) {
                    taken.add(variable);
                } else if (guess instanceof Guess.LeftOut out) {
                    leftOut.put(out.name(), out.why());
                }
            }
        }
        if (leftOut.containsKey(outcomeColumn)) {
            throw refused(csv, "'%s' can't be the outcome: %s".formatted(outcomeColumn, leftOut.get(outcomeColumn)));
        }
        OutcomeGuess outcome = outcome(csv, taken, outcomeColumn);
        taken.removeAll(outcome.columns());
        leaveOutWide(taken, leftOut);
        if (taken.isEmpty()) {
            throw refused(
                    csv,
                    "beside the outcome '%s' no column could be a variable"
                            .formatted(outcome.outcome().name()));
        }
        Mapping mapping = new Mapping(
                roles.source(new SourceFile(csv.getFileName().toString(), true, "")),
                List.of(),
                roles.patientColumn(),
                missingTexts(columns),
                mapped(taken, outcome),
                roles.splitSource());
        return new Profile(proposal(csv, taken, outcome, leftOut), mapping, mappingComments(taken, outcome), leftOut);
    }

    /** Of an outcome no squares are summed. */
    private static void leaveOutWide(List<Guess.Taken> taken, Map<String, String> leftOut) {
        taken.removeIf(guess -> {
            Range range = guess.range();
            boolean wide = range != null && range.width() > Variable.WIDEST_RANGE;
            if (wide) {
                leftOut.put(guess.name(), "its range is too wide for sums over sites: count it in a larger unit");
            }
            return wide;
        });
    }

    private static OutcomeGuess outcome(Path csv, List<Guess.Taken> taken, String column) {
        if (column.isEmpty()) {
            return OutcomeGuess.among(taken).orElseThrow(() -> refused(csv, "no column could be an outcome"));
        }
        List<String> names = taken.stream().map(Guess.Taken::name).toList();
        return OutcomeGuess.named(taken, column)
                .orElseThrow(() -> refused(
                        csv,
                        "'%s' is no column that could be an outcome%s; the columns are %s"
                                .formatted(column, Nearest.hint(column, names), String.join(", ", names))));
    }

    private static List<ColumnSummary> read(Path csv) {
        CappedProblems problems = new CappedProblems();
        try {
            Path folder = Optional.ofNullable(csv.toAbsolutePath().getParent()).orElse(csv);
            DelimitedFile file =
                    DelimitedFile.open(folder, new SourceFile(csv.getFileName().toString(), true, ""));
            if (file.header().looksLikeRow()) {
                throw refused(csv, "the first line looks like a row: give the table a header line");
            }
            List<ColumnSummary> columns =
                    file.header().names().stream().map(ColumnSummary::new).toList();
            file.forEach(
                    row -> {
                        for (int i = 0; i < columns.size(); i++) {
                            columns.get(i).add(row.text(i));
                        }
                    },
                    problems);
            if (!problems.isEmpty()) {
                throw at(csv, problems.toList());
            }
            if (columns.stream().allMatch(column -> column.rows() == 0)) {
                throw refused(
                        csv,
                        "has a header line and no rows: give it some, since types and ranges are guessed from them");
            }
            return withoutDuplicates(csv, columns);
        } catch (UnreadableFile e) {
            throw at(csv, List.of(e.problem()));
        }
    }

    /** The problems with the table's path as it was given. */
    private static ProblemsException at(Path csv, List<Problem> problems) {
        return new ProblemsException(problems.stream()
                .map(problem -> new Problem(
                        problem.severity(), csv, problem.line(), problem.column(), problem.path(), problem.message()))
                .toList());
    }

    private static List<ColumnSummary> withoutDuplicates(Path csv, List<ColumnSummary> columns) {
        Set<String> names = new LinkedHashSet<>();
        for (ColumnSummary column : columns) {
            if (!column.name().isEmpty() && !names.add(column.name())) {
                throw refused(csv, "two columns are named '%s': rename one".formatted(column.name()));
            }
        }
        return columns;
    }

    private static ProblemsException refused(Path csv, String message) {
        return new ProblemsException(List.of(DataProblem.of(csv.toString(), message)));
    }

    private static StudyProposal proposal(
            Path csv, List<Guess.Taken> taken, OutcomeGuess outcome, Map<String, String> leftOut) {
        Map<String, String> comments = new LinkedHashMap<>();
        taken.forEach(guess -> comments.put(guess.name(), String.join("\n", guess.comment())));
        List<String> atOutcome = new ArrayList<>(outcome.comment());
        leftOut.forEach((column, why) -> atOutcome.add("left out: '%s', because %s".formatted(column, why)));
        comments.put(outcome.outcome().name(), String.join("\n", atOutcome));
        comments.values().removeIf(String::isEmpty);
        List<Variable> variables = taken.stream().map(Guess.Taken::variable).toList();
        String purpose = "Predict %s (replace this by the question in one sentence)"
                .formatted(outcome.outcome().name());
        return new StudyProposal(name(csv), purpose, variables, outcome.outcome(), comments);
    }

    /** The file's name as a study's. */
    private static String name(Path csv) {
        String stem = csv.getFileName().toString().replaceFirst("\\..*$", "");
        String plain =
                stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "study" : plain;
    }

    private static List<String> missingTexts(List<ColumnSummary> columns) {
        return columns.stream()
                .flatMap(column -> column.missingTexts().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<String, VariableMapping> mapped(List<Guess.Taken> taken, OutcomeGuess outcome) {
        Map<String, VariableMapping> variables = new LinkedHashMap<>();
        taken.stream().filter(Guess.Taken::isMapped).forEach(guess -> variables.put(guess.name(), guess.mapping()));
        outcome.mapping().ifPresent(mapped -> variables.put(outcome.outcome().name(), mapped));
        return variables;
    }

    private static Map<String, String> mappingComments(List<Guess.Taken> taken, OutcomeGuess outcome) {
        Map<String, String> comments = new LinkedHashMap<>();
        taken.stream()
                .filter(guess -> guess.isMapped() && !guess.comment().isEmpty())
                .forEach(guess -> comments.put(guess.name(), String.join("\n", guess.comment())));
        comments.put(outcome.outcome().name(), String.join("\n", outcome.comment()));
        return comments;
    }
}
