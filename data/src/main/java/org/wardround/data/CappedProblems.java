package org.wardround.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/**
 * Collects problems, grouped by kind in the order in which the kinds first appeared. Of each kind the first {@value #SHOWN} are kept and the
 * others counted, so that a column in the wrong unit doesn't drown everything else. Not thread-safe.
 */
public final class CappedProblems {
    /** How many problems of one kind are listed. */
    public static final int SHOWN = 20;

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private int added;

    /** Adds a problem that is a kind of its own. The same one twice is listed once. */
    public void add(Problem problem) {
        added++;
        kinds.computeIfAbsent(problem.toString(), name -> Kind.of(problem));
    }

    /** Adds one of several problems of a kind. */
    public void add(String kind, Problem problem) {
        added++;
        kinds.computeIfAbsent(kind, name -> new Kind()).add(problem);
    }

    /** How many problems were added, listed or not. */
    public int count() {
        return added;
    }

    /** Throws all problems if there is one. */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new ProblemsException(toList());
        }
    }

    public boolean isEmpty() {
        return kinds.isEmpty();
    }

    /** All problems; where a kind has more than are kept, a last one says how many more. */
    public List<Problem> toList() {
        return kinds.values().stream().flatMap(kind -> kind.shown().stream()).toList();
    }

    private static final class Kind {
        private final List<Problem> first = new ArrayList<>();
        private int more;

        private static Kind of(Problem problem) {
            Kind kind = new Kind();
            kind.add(problem);
            return kind;
        }

        private void add(Problem problem) {
            if (first.size() < SHOWN) {
                first.add(problem);
            } else {
                more++;
            }
        }

        private List<Problem> shown() {
            if (more == 0) {
                return first;
            }
            List<Problem> shown = new ArrayList<>(first);
            Problem last = first.get(first.size() - 1);
            shown.add(new Problem(
                    last.severity(),
                    last.file(),
                    0,
                    0,
                    last.path(),
                    "and %d more like the one before".formatted(more)));
            return shown;
        }
    }
}
