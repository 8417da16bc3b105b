package org.wardround.site.dossier;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.identity.Sha256;
import org.wardround.site.dossier.Dossier.Block;
import org.wardround.site.dossier.Dossier.Pair;
import org.wardround.site.dossier.Dossier.Section;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyCheck;
import org.wardround.site.policy.PolicyRefusal;
import org.wardround.site.policy.Terms;
import org.wardround.site.text.Shown;

/** How to withdraw, and where to sign. */
final class DecisionSection {
    private static final int DIGITS_IN_COMMAND = 12;

    /** How commands call an envelope. */
    static final String ENVELOPE = "--envelope FILE";

    private DecisionSection() {}

    /** How commands call a study. */
    static String study(Sha256 hash) {
        return hash.hex().substring(0, DIGITS_IN_COMMAND);
    }

    /** @param subject as commands call it */
    static Section withdrawal(String what, String subject) {
        return Section.of(
                "How to withdraw",
                new Block.Paragraph(
                        "At any time and without a reason, by the command below or by stopping the program. From then on nothing more leaves for the %s. What was added to a sum before can't be taken out of it, and a model that was made from it remains."
                                .formatted(what)),
                new Block.Pairs(List.of(Pair.exact(
                        "To withdraw", "wardround site revoke %s --site DIR --as NAME".formatted(subject)))));
    }

    /** @param subject as commands call it */
    static Section of(Policy policy, Terms terms, String subject) {
        List<PolicyRefusal> refusals = PolicyCheck.ofStudy(policy, terms);
        List<Block> blocks = new ArrayList<>();
        if (refusals.isEmpty()) {
            blocks.add(new Block.Paragraph(
                    "The policy of this hospital allows what is asked. Nothing leaves before %s it, and nothing after the day that is written here."
                            .formatted(
                                    policy.approvers() == 1 ? "a person approves" : "two different people approve")));
        } else {
            blocks.add(
                    new Block.Notice(
                            "The policy of this hospital does not allow what is asked, so nothing leaves even if it is approved:"));
            blocks.add(new Block.Points(refusals.stream()
                    .map(refusal -> Shown.text(refusal.toString()) + ".")
                    .toList()));
        }
        blocks.add(new Block.Signatures(
                Math.max(1, policy.approvers()),
                List.of("☐ approved until", "☐ rejected", "Name and office", "Place, date, signature")));
        List<Pair> commands = new ArrayList<>();
        commands.add(Pair.exact(
                "To enter a yes", "wardround site approve %s --site DIR --as NAME --until DATE".formatted(subject)));
        if (!subject.equals(ENVELOPE)) { // Without a yes an envelope allows nothing; a no is said to a study.
            commands.add(
                    Pair.exact("To enter a no", "wardround site reject %s --site DIR --as NAME".formatted(subject)));
        }
        blocks.add(new Block.Pairs(commands));
        return new Section("Decision", blocks);
    }
}
