package org.wardround.study.model;

import java.time.LocalDate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/** Writes {@code model-card.md}. */
final class ModelCardText {
    /** Characters of control and format, but for the end of a line. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n]]");

    private ModelCardText() {}

    static String write(TrainedModel model, ModelCard card) {
        return head(model)
                + section("Purpose", plain(card.purpose()))
                + section("Intended use", card.intendedUse())
                + section("Population", population(model, card))
                + section("What it predicts", outcome(model.data().outcome()))
                + section("What it needs", variables(model))
                + section("How well it does", card.metrics())
                + section("How to apply it", application(model))
                + section("What is not protected", (card.noise().isBlank() ? NO_NOISE : card.noise()) + LIMITS)
                + section("Where it comes from", origin(model));
    }

    private static final String NO_NOISE = """
            The parameters were computed from patients' records, and nothing in them bounds what they reveal about those
            patients: no noise was added.""";

    private static final String LIMITS = """
             Whoever has the model can also ask it about many invented patients. Treat it as
            confidential unless somebody responsible has decided otherwise.

            The figures above hold for the hospitals and the years of the records. Elsewhere the model has to be checked
            first: `wardround evaluate MODEL --data DIR` does that on a hospital's own records.""";

    private static String head(TrainedModel model) {
        return "# Model card: %s\n\nA %s model for %s.\n"
                .formatted(
                        model.provenance().study(),
                        model.model().type(),
                        plain(model.data().outcome().title()));
    }

    private static String section(String title, String text) {
        return text.isBlank() ? "" : "\n## %s\n\n%s\n".formatted(title, text.strip());
    }

    private static String population(TrainedModel model, ModelCard card) {
        String sites = model.provenance().sites().stream().map(SiteId::name).collect(Collectors.joining(", "));
        String cohort = model.data().cohort().stream()
                .map(criterion -> "- " + criterion(model, criterion))
                .collect(Collectors.joining("\n"));
        return (sites.isEmpty() ? "" : "Trained at: " + sites + ".\n\n")
                + card.population()
                + (cohort.isEmpty() ? "" : "\n\nOnly patients with:\n\n" + cohort);
    }

    private static String criterion(TrainedModel model, Criterion criterion) {
        Variable variable = model.data().variables().get(model.data().indexOf(criterion.variable()));
        String values = String.join(", ", criterion.values());
        return "%s: %s"
                .formatted(
                        plain(variable.title()), values.isEmpty() ? range(criterion.range(), variable.type()) : values);
    }

    private static String outcome(Outcome outcome) {
        String what = "%s (`%s`, %s)"
                .formatted(
                        plain(outcome.title()), outcome.name(), outcome.type().yamlName());
        return switch (outcome.type()) {
            case BINARY -> what + ", as the probability that it is 1.";
            case CATEGORY -> what + ", as a probability for each of: " + String.join(", ", outcome.levels()) + ".";
            case TIME_TO_EVENT ->
                what
                        + ", as the logarithm of a relative hazard: higher means earlier. It gives no probability for a point in time.";
            case NUMBER, INTEGER, DATE -> what + (outcome.unit().isEmpty() ? "." : ", in " + outcome.unit() + ".");
        };
    }

    private static String variables(TrainedModel model) {
        return "| Variable | Name | Type | Unit | Allowed | If missing |\n|---|---|---|---|---|---|\n"
                + model.data().variables().stream().map(ModelCardText::row).collect(Collectors.joining("\n"));
    }

    private static String row(Variable variable) {
        String allowed = variable.type().isQuantity()
                ? range(variable.range(), variable.type())
                : String.join(", ", variable.levels());
        String missing = switch (variable.missing()) {
            case DROP -> "no prediction";
            case IMPUTE -> "one value stands in for all";
            case INDICATOR -> "one value stands in, and the model sees that it does";
        };
        return "| %s | `%s` | %s | %s | %s | %s |"
                .formatted(
                        cell(variable.title()),
                        cell(variable.name()),
                        variable.type().yamlName(),
                        cell(variable.unit()),
                        cell(allowed),
                        missing);
    }

    private static String range(@Nullable Range range, VariableType type) {
        if (range == null) {
            return "";
        }
        return type == VariableType.DATE
                ? LocalDate.ofEpochDay((long) range.low()) + " to " + LocalDate.ofEpochDay((long) range.high())
                : number(range.low()) + " to " + number(range.high());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE
                ? Integer.toString((int) value)
                : Double.toString(value);
    }

    private static String application(TrainedModel model) {
        String threshold = model.threshold() == null
                ? ""
                : "\n\nA patient counts as positive from a probability of %s on."
                        .formatted(model.threshold().probability());
        String where = model.encoding() instanceof Encoding.PerSite
                ? "\n\nEach hospital's columns are centred and scaled by that hospital's own numbers, so the model can't be applied elsewhere."
                : "";
        return "`wardround predict MODEL --data FILE`, where MODEL is this folder. Without this software: `model.json` names the columns in order and "
                + "says how each is made of a variable, centred and scaled; `model.safetensors` holds the weights in the same order."
                + where
                + threshold;
    }

    private static String origin(TrainedModel model) {
        Provenance provenance = model.provenance();
        String versions = provenance.versions().entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .collect(Collectors.joining(", "));
        return "Study `%s`, SHA-256 `%s`, seed %d%s."
                .formatted(
                        provenance.study(),
                        provenance.studyHash(),
                        provenance.seed(),
                        versions.isEmpty() ? "" : "; " + versions);
    }

    private static String cell(String text) {
        return plain(text).replace("|", "\\|");
    }

    /** An author's words, which are no markup in whatever shows the card, and turn no text around. */
    private static String plain(String text) {
        return HIDDEN.matcher(text).replaceAll("\uFFFD").replace("&", "&amp;").replace("<", "&lt;");
    }
}
