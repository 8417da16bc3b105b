package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * A description round before an exact regression: how many training patients are in each cell of the codes by which its model tells rows apart. A patient is in each cell in which a row of theirs is.
 * Two codes that are no product are a graph of their levels, with the patients of a cell as the weight of its edge: a function of the one and one of the other, added, can be 0 for all patients but those of a
 * cut between levels that hang together. A number with several columns that takes hardly more values than it has columns is about few, too ({@link CurvedNumber}).
 *
 * @param encoding of all sites: its columns, and what stands in for missing values
 * @param maxContributors how many sites the sum can hold
 * @param patients training patients of all sites
 */
public record PatientCellsPass(DataDictionary dictionary, Preprocessing encoding, int maxContributors, long patients) {
    /** One to ten patients. */
    private static final int FEW = 10;

    private static final String CELLS = "patients in cells";
    private static final String OTHER_VALUES = "patients of other values";

    public SumLayout layout() {
        long cells = groups().stream().mapToLong(RowGroups.Group::cells).sum();
        int bound = Ranges.exponent(1, patients);
        List<Segment> segments = new ArrayList<>(List.of(Segment.plain(CELLS, Math.max(1, cells), bound)));
        if (!curved().isEmpty()) {
            segments.add(Segment.plain(OTHER_VALUES, curved().size(), bound));
        }
        return new SumLayout(maxContributors, segments);
    }

    private List<CurvedNumber> curved() {
        return CurvedNumber.of(dictionary, encoding.columns());
    }

    private List<RowGroups.Group> groups() {
        return RowGroups.of(dictionary, encoding.columns());
    }

    /** A site's counts. */
    public LocalUpdate answer(Table table) {
        SumLayout layout = layout();
        double[] counts = new double[Math.toIntExact(layout.length())];
        // The patient after the last one who was counted in a cell; rows of one patient stand together.
        int[] next = new int[counts.length];
        List<RowGroups.Group> groups = groups();
        double[] imputed = new double[encoding.variables()];
        Arrays.setAll(imputed, encoding::imputed);
        Arrays.stream(table.rowsOn(Side.TRAIN))
                .boxed()
                .sorted(Comparator.comparingInt(row -> table.patients()[row]))
                .forEach(row -> {
                    double[] raw = table.raw(row);
                    int patient = table.patients()[row];
                    int start = 0;
                    for (RowGroups.Group group : groups) {
                        int cell = start + cell(group, raw, imputed, table.outcomes()[row]);
                        if (next[cell] <= patient) {
                            next[cell] = patient + 1;
                            counts[cell]++;
                        }
                        start += group.cells();
                    }
                });
        List<CurvedNumber> curved = curved();
        for (int i = 0; i < curved.size(); i++) {
            counts[(int) layout.start(OTHER_VALUES) + i] = curved.get(i).patientsOfOtherValues(table, encoding);
        }
        return LocalUpdate.owning(layout, counts);
    }

    private static int cell(RowGroups.Group group, double[] raw, double[] imputed, double outcome) {
        int cell = 0;
        int width = 1;
        for (RowClass one : group.classes()) {
            cell += width * one.of(raw, imputed, outcome);
            width *= one.count();
        }
        return cell;
    }

    /** The terms that tell one to ten patients from all others, by themselves or together; none that hold fewer which do. */
    public List<List<String>> few(Sum sum) {
        long[] counts = Counts.rounded(sum.values(CELLS));
        List<Set<String>> found = new ArrayList<>();
        List<List<String>> few = new ArrayList<>();
        int start = 0;
        for (RowGroups.Group group : groups()) {
            long[] cells = Arrays.copyOfRange(counts, start, start + group.cells());
            start += cells.length;
            Set<String> terms = new HashSet<>(group.terms());
            if (isOfFew(group, cells) && found.stream().noneMatch(terms::containsAll)) {
                found.add(terms);
                few.add(group.terms());
            }
        }
        List<CurvedNumber> curved = curved();
        for (int i = 0; i < curved.size(); i++) {
            if (isFew(Math.round(sum.values(OTHER_VALUES)[i]))) {
                few.add(List.of(curved.get(i).term()));
            }
        }
        return few;
    }

    private static boolean isOfFew(RowGroups.Group group, long[] cells) {
        return switch (group.rule()) {
            case EACH -> LongStream.of(cells).anyMatch(PatientCellsPass::isFew);
            case LAST -> isFew(cells[1]);
            case TOGETHER -> isFew(SmallestCut.of(graph(group.classes().get(0).count(), cells)));
        };
    }

    /** Levels of the first code, then those of the second. */
    private static long[][] graph(int first, long[] cells) {
        int nodes = first + cells.length / first;
        long[][] weights = new long[nodes][nodes];
        for (int cell = 0; cell < cells.length; cell++) {
            int one = cell % first;
            int other = first + cell / first;
            weights[one][other] = cells[cell];
            weights[other][one] = cells[cell];
        }
        return weights;
    }

    private static boolean isFew(long count) {
        return count > 0 && count <= FEW;
    }
}
