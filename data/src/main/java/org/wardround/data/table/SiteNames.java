package org.wardround.data.table;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.wardround.core.identity.SiteId;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.text.Row;
import org.wardround.study.mapping.Source;

/** Whose a row is: the same site's for all rows of a file, or as a column says. */
final class SiteNames {
    private static final Pattern WHOLE = Pattern.compile("(.*)", Pattern.DOTALL);

    private final Optional<SiteId> fixed;
    private final String file;
    private final int column;
    private final Pattern pattern;
    private final CappedProblems problems;

    private SiteNames(Optional<SiteId> fixed, String file, int column, Pattern pattern, CappedProblems problems) {
        this.fixed = fixed;
        this.file = file;
        this.column = column;
        this.pattern = pattern;
        this.problems = problems;
    }

    static SiteNames of(SourceTask task, Source source, Columns columns, CappedProblems problems) {
        if (!(source instanceof Source.SiteColumn bySite)) {
            return new SiteNames(task.site(), columns.file(), 0, WHOLE, problems);
        }
        OptionalInt column = columns.find(bySite.column(), "site");
        return new SiteNames(
                Optional.empty(), columns.file(), column.orElse(0), pattern(bySite.pattern(), problems), problems);
    }

    private static Pattern pattern(String text, CappedProblems problems) {
        try {
            Pattern pattern = text.isEmpty() ? WHOLE : Pattern.compile(text);
            if (pattern.matcher("").groupCount() > 0) {
                return pattern;
            }
        } catch (PatternSyntaxException e) {
            // Told below, like a pattern without a group.
        }
        String message = "'%s' is not a regular expression with a group, such as '_(\\d+)$'".formatted(text);
        problems.add(DataProblem.of(DataProblem.MAPPING, "site.pattern", message));
        return WHOLE;
    }

    /** The site, as far as the row, not joined yet perhaps, says it. A text that gives no name is a problem. */
    Optional<SiteId> of(Row row) {
        if (fixed.isPresent()
                || column >= row.fields().length
                || row.text(column).isEmpty()) {
            return fixed;
        }
        Matcher matcher = pattern.matcher(row.text(column));
        String name =
                matcher.find() && matcher.group(1) != null ? matcher.group(1).strip() : "";
        if (SiteId.isValid(name)) {
            return Optional.of(new SiteId(name));
        }
        String message = name.isEmpty()
                ? "no site's name is found in this row: correct 'pattern' under 'site' in the mapping, or the row"
                : "what stands in this row can't be a site's name: use letters, digits, dots, underscores and hyphens, or correct"
                        + " 'site' in the mapping";
        problems.add(file + " site", DataProblem.at(file, row.line(), message));
        return Optional.empty();
    }
}
