package org.wardround.site.dossier;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Governance;
import org.wardround.core.task.ReleaseKind;
import org.wardround.publish.counts.CountMode;
import org.wardround.site.dossier.Dossier.Block;
import org.wardround.site.dossier.Dossier.Section;
import org.wardround.site.ledger.Caps;
import org.wardround.site.policy.Differences;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.Releases;
import org.wardround.site.policy.Terms;
import org.wardround.study.results.Privacy;

/** Who gets the model, what is protected, and what is not. */
final class ProtectionSection {
    private ProtectionSection() {}

    /**
     * @param promised whether one study is asked for, and promises some
     * @param words what it does not do
     */
    record Noise(boolean promised, String words) {}

    static Section model(Governance governance, Setting setting) {
        String recipients = governance.recipients().isBlank()
                ? ". The study names nobody else"
                : ", and to the recipients named above";
        return Section.of(
                "Who gets the model",
                new Block.Paragraph(
                        "The finished model and the results go to the coordinator of the federation %s and to every hospital that took part%s. Whoever has them can copy them; they can't be called back."
                                .formatted(setting.roster().roster().federation(), recipients)));
    }

    /**
     * @param family whether many studies are approved at once
     * @param exactMoments whether the model may tell means of training rows as they are
     */
    static Section kept(
            Policy policy, boolean family, boolean masked, boolean exactMoments, Privacy.DifferentialPrivacy noise) {
        List<String> points = new ArrayList<>();
        points.add("Rows of patients stay in this hospital.");
        points.add(
                family
                        ? "Only studies whose every part is inside this envelope are answered: this hospital's own program compares them."
                        : "Only this study is answered: this hospital's own program works out each question from the file with the hash above. A changed study needs a new yes.");
        if (masked) {
            points.add(
                    "What leaves for a sum leaves under masks, which come off only when at least two thirds of the hospitals are added: the coordinator sees the sum, and nothing of this hospital by itself.");
        }
        if (!noise.isNone()) {
            points.addAll(noise(noise, policy.limits().caps()));
        }
        counts(policy.counts()).ifPresent(points::add);
        points.add(
                "Only the hospitals listed above are summed with this one, known by their keys. The coordinator can't invent one.");
        if (policy.differences() != Differences.ANY) {
            points.add(
                    "This hospital keeps in mind, under a key of its own, whom all studies before were about. It does not answer where this study's patients, or those on one side of its split, differ from theirs by 1 to 10: whoever has both results could tell these from all others.");
        }
        points.add("The policy of this hospital: " + limits(policy) + ".");
        points.add("The tables and figures of the results show no count of 1 to 10 patients"
                + (exactMoments ? "; the file of the model does not keep to that, as is said below" : "")
                + ". "
                + (exactMoments || !noise.isNone() ? "" : inPlainQuotes(Privacy.ROUNDED_MOMENTS) + ". ")
                + "A list that can't be changed unnoticed is kept here of all that left.");
        return Section.of("What is protected", new Block.Points(points));
    }

    private static Optional<String> counts(CountMode counts) {
        if (counts instanceof CountMode.Noised noised) {
            return Optional.of(
                    "For the table of patients in the report each count of this hospital has noise, drawn here in secret: ε = %s at δ = %s for each run at most, charged to the ledger. The counts that evaluation rests on have none, nor those of a training without noise; they are seen only as a sum."
                            .formatted(noised.epsilon(), noised.delta()));
        }
        return counts instanceof CountMode.OwnThreshold
                ? Optional.of(
                        "For the table of patients in the report this hospital's own counts of 1 to 10 patients do not leave, nor those from which one would follow; only that they are hidden does. The counts that training and evaluation rest on leave whole; they are seen only as a sum.")
                : Optional.empty();
    }

    /** What noise does not do against that. */
    static Noise open(Privacy.DifferentialPrivacy noise) {
        return noise.isNone()
                ? new Noise(false, "No noise is added against this: the study does not ask for it.")
                : new Noise(
                        true,
                        "The noise limits what training adds to that. It does not cover, and no ε holds for: %s. A patient who is at several hospitals is protected less, by the sum of their ε at most."
                                .formatted(String.join("; ", noise.notBounded())));
    }

    private static List<String> noise(Privacy.DifferentialPrivacy noise, Caps caps) {
        double odds = StrictMath.exp(noise.epsilon());
        boolean alone = noise.holdsWhile().isEmpty();
        return List.of(
                "%s, which limits what it says of any one patient: ε = %s at δ = %s for all of that in one run together. Whether the record of a patient was here or not makes nothing of it more than %s times as likely, but for a probability of %s. The smaller ε, the more is hidden; from about 10 on it promises little. %s"
                        .formatted(
                                alone
                                        ? "Whatever leaves for training holds noise, drawn here in secret"
                                        : "Each sum over all hospitals for training holds noise, of which this hospital draws a share in secret",
                                up(noise.epsilon(), 3),
                                noise.delta(),
                                odds < 1e6 ? up(odds, 2) : "e to the power of ε",
                                noise.delta(),
                                alone
                                        ? "That leans on no other hospital and not on the coordinator."
                                        : "That leans on the other hospitals: it holds while %s. What leaves here has less noise by itself, and the masks hide it."
                                                .formatted(noise.holdsWhile())),
                caps.capsEpsilon()
                        ? "Each run costs a patient as much again, and costs add up. This hospital's ledger holds the sum over all studies at or below ε = %s at δ = %s; what would pass it does not leave."
                                .formatted(caps.epsilon(), caps.delta())
                        : "Each run costs a patient as much again, and costs add up. This hospital's ledger keeps the sum; the policy sets no limit to it (limits.epsilon).");
    }

    /** Never less than the value. */
    private static String up(double value, int digits) {
        return new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.CEILING))
                .toPlainString();
    }

    private static String limits(Policy policy) {
        List<String> limits = new ArrayList<>();
        limits.add(
                policy.minimumPatients() == 0
                        ? "no least number of patients is set, so nothing is answered"
                        : "at least %s patients".formatted(policy.minimumPatients()));
        limits.add(
                policy.peers().minimum() == 0
                        ? "no least number of other hospitals is set, so nothing is answered"
                        : policy.peers().minimum() == 1
                                ? "at least 1 other hospital"
                                : "at least %s other hospitals"
                                        .formatted(policy.peers().minimum()));
        String hours = policy.hours().toString();
        limits.add(
                hours.isEmpty()
                        ? "no hours are set, so nothing is answered"
                        : policy.hours().any() ? "at all hours" : "only " + hours);
        return String.join("; ", limits);
    }

    static Section open(Terms terms, Policy policy, Setting setting, Noise noise) {
        boolean masked = terms.masked();
        int others = setting.peers().size();
        List<Block> blocks = new ArrayList<>();
        if (others < 2) {
            blocks.add(
                    new Block.Notice(
                            others == 0
                                    ? "No other hospital is in the federation: every sum is this hospital's own."
                                    : "With two hospitals each can subtract its own numbers from every sum and has the other's: no masks can hide them from each other."));
        } else if (others == 2 && masked) {
            blocks.add(new Block.Notice(
                    "With three hospitals none may drop out: where one does not answer, nobody's numbers are added."));
        }
        List<String> points = new ArrayList<>();
        points.add(
                masked
                        ? "Masks hide this hospital's numbers as long as fewer than a third of the hospitals work against it together with the coordinator. They don't hide what the sum says: a number that only this hospital has is in the sum as it is."
                        : "The coordinator sees the numbers of this hospital by themselves, not only in the sum: the study does without masks. From such numbers, with effort, something about single patients can be worked out, the more so where patients are few.");
        points.add(
                others < 2
                        ? "Every hospital sees every sum."
                        : "Every hospital sees every sum. All others that take part, here up to %s, can together subtract their own and have this hospital's."
                                .formatted(others));
        if (others >= 2 && policy.peers().minimum() == 1) {
            points.add(
                    "The policy of this hospital lets a single other one suffice: that one alone can then subtract its own.");
        }
        if (terms.releases().contains(ReleaseKind.PER_SITE_UPDATE)) {
            points.add(
                    "Changes of the model are read one hospital at a time, and a report may say that one stood apart.");
        }
        if (policy.differences() == Differences.ANY) {
            points.add(
                    "Studies whose patients differ by a few are answered, because the policy of this hospital says so (cohorts.differences): the difference of two results can then be one patient's record.");
        } else if (policy.differences() == Differences.LARGE_COHORTS) {
            points.add(
                    "Between two studies the patients of one code, such as one sex, may differ by a few, because the policy of this hospital says so (cohorts.differences): two results can then tell what these few were.");
        }
        points.add(
                noise.promised() && policy.releases().siteFigure() != Releases.FigureRule.NO
                        ? "Figures about this hospital alone are not made: the study promises differential privacy, and they would have no noise. The policy, which would allow them, does not count here."
                        : figures(policy.releases().siteFigure()));
        if (policy.releases().finalModel() == Releases.ModelRule.ASK) {
            points.add(
                    "What is asked about the finished model, its losses and figures, is answered only once a person here has released it: the policy says ask. The model itself is made before that and is not held back.");
        }
        points.add(
                "The finished model is made from patients' data. Whoever has it may find out whether a known person was among them, or learn about a rare group. "
                        + noise.words());
        if (terms.exactMoments()) {
            points.add(inPlainQuotes(Privacy.EXACT_MOMENTS)
                    + ". What this hospital's policy says of its counts does not reach it either.");
        }
        points.add(
                "Nothing here protects against this hospital's own staff and computers, or against software that is not the one you were given.");
        blocks.add(new Block.Points(points));
        return new Section("What is not protected", blocks);
    }

    private static String inPlainQuotes(String text) {
        return text.replace('’', '\'');
    }

    private static String figures(Releases.FigureRule rule) {
        return switch (rule) {
            case NO -> "Figures about this hospital alone are not published: the policy says no.";
            case ASK ->
                "Figures about this hospital alone may be published after a run, once a person here has read and released them: the policy says ask.";
            case YES ->
                "Figures about this hospital alone are published after a run, cleared of small counts, without anybody here reading them first: the policy says yes.";
        };
    }
}
