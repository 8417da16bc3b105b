package org.wardround.privacy.memory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.Segment;
import org.wardround.core.task.TaskKind;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorDigest;

/**
 * By what a vector is known again: hashes of what a site worked out, before it is weighted, rounded, noised or masked. They follow from the rows, the task and the model or statistic that was asked,
 * and from nothing else: another run, study, author, number of sites or export of the same rows gives the same marks. Stateless.
 *
 * <p>A mark of few counts can be found by trying: marks stay at the site.
 */
public final class VectorMarks {
    /** Counts of rows and patients are the same in every study over the same patients, and the level of noise follows from the plan: they alone don't make two questions one. */
    private static final Set<String> COUNTS = Set.of("rows", "patients", "level of noise");

    private VectorMarks() {}

    /**
     * One mark of the vector as a whole; of a description one for each of its parts too, because two studies may have a variable in common and no more. A part that is all zeros adds nothing to a
     * sum and has no mark.
     */
    public static List<Sha256> of(TaskKind kind, LocalUpdate update) {
        List<Sha256> marks = new ArrayList<>();
        Vector values = update.values();
        if (isZero(values)) {
            return marks;
        }
        StringBuilder names = new StringBuilder();
        update.layout()
                .segments()
                .forEach(segment ->
                        names.append(' ').append(segment.length()).append(' ').append(segment.name()));
        marks.add(mark("vector", kind, names.toString(), values));
        if (kind == TaskKind.DESCRIBE) {
            for (Segment segment : update.layout().segments()) {
                Vector part = part(values, update.layout().start(segment.name()), segment.length());
                if (!COUNTS.contains(segment.name()) && !isZero(part)) {
                    marks.add(mark("part", kind, ' ' + segment.name(), part));
                }
            }
        }
        return List.copyOf(marks);
    }

    private static Sha256 mark(String what, TaskKind kind, String names, Vector values) {
        String text = "wardround/v1/mark\n%s %s%s\n%s"
                .formatted(
                        what,
                        kind.name().toLowerCase(Locale.ROOT),
                        names,
                        VectorDigest.of(values).hex());
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Parts of a description are short. */
    private static Vector part(Vector values, long start, long length) {
        double[] part = new double[Math.toIntExact(length)];
        for (int at = 0; at < part.length; ) {
            double[] block = new double[Math.min(Vector.BLOCK, part.length - at)];
            values.read(start + at, block, block.length);
            System.arraycopy(block, 0, part, at, block.length);
            at += block.length;
        }
        return ArrayVector.owning(part);
    }

    private static boolean isZero(Vector values) {
        double[] block = new double[(int) Math.min(Vector.BLOCK, values.length())];
        for (long offset = 0; offset < values.length(); offset += block.length) {
            int count = (int) Math.min(block.length, values.length() - offset);
            values.read(offset, block, count);
            for (int i = 0; i < count; i++) {
                if (block[i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
