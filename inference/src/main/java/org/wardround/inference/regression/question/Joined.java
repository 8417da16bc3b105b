package org.wardround.inference.regression.question;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Several questions in one pass: their answers stand one after the other in one vector. {@link SumReader#part} takes the sum apart.
 *
 * @param questions one or more, all for the same number of sites
 */
public record Joined(String purpose, List<Question> questions) implements Question {
    public Joined {
        questions = List.copyOf(questions);
    }

    static String prefix(int position) {
        return position + "/";
    }

    @Override
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            for (Segment segment : questions.get(i).layout().segments()) {
                segments.add(Segment.plain(prefix(i) + segment.name(), segment.length(), segment.boundExponent()));
            }
        }
        return new SumLayout(questions.get(0).layout().maxContributors(), segments);
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        SumLayout layout = layout();
        double[] all = new double[Math.toIntExact(layout.length())];
        int offset = 0;
        for (Question question : questions) {
            double[] values = question.answer(rows).values().toArray();
            System.arraycopy(values, 0, all, offset, values.length);
            offset += values.length;
        }
        return LocalUpdate.owning(layout, all);
    }
}
