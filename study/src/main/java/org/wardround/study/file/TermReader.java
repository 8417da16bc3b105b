package org.wardround.study.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wardround.core.study.Range;
import org.wardround.core.study.Term;
import org.wardround.core.study.Term.Contrasts;
import org.wardround.core.study.Term.Knots;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.Place;
import org.wardround.study.document.Scalars;

/** Reads the terms of a model's formula. */
final class TermReader {
    private static final Map<String, List<String>> KEYS = Map.of(
            "spline", List.of("knots"),
            "polynomial", List.of("degree", "centre"),
            "interaction", List.of(),
            "category", List.of("reference", "contrasts"));
    private static final List<String> KINDS = List.of("spline", "polynomial", "interaction", "category");

    private final Dictionary dictionary;
    private final Map<String, Term> single = new HashMap<>();
    private final Set<Set<String>> interactions = new HashSet<>();

    TermReader(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** The terms of a model; those that are wrong are reported and left out. */
    List<Term> read(Place model) {
        List<Term> terms = new ArrayList<>();
        Map<Place, Term.Interaction> products = new HashMap<>();
        for (Place item : model.items("terms")) {
            term(item).ifPresent(term -> {
                terms.add(term);
                checkOnce(item, term);
                if (term instanceof Term.Interaction interaction) {
                    products.put(item, interaction);
                }
            });
        }
        products.forEach(this::warnWithoutMainEffects);
        return terms;
    }

    private Optional<Term> term(Place item) {
        if (item.hasErrorWithin()) {
            return Optional.empty();
        }
        if (!item.isSection()) {
            return variable(item).map(variable -> new Term.Plain(variable.name()));
        }
        List<String> kinds = KINDS.stream().filter(item::has).toList();
        if (kinds.size() != 1) {
            item.error("a term is one of spline, polynomial, interaction and category, or a variable's name alone; got "
                    + (kinds.isEmpty() ? "none of them" : String.join(" and ", kinds)));
            return Optional.empty();
        }
        String kind = kinds.get(0);
        KEYS.forEach((owner, keys) -> {
            if (!owner.equals(kind)) {
                item.refuse(keys, "%%s belongs to a %s; remove it".formatted(owner));
            }
        });
        return kind.equals("interaction") ? interaction(item) : ofOne(item, kind);
    }

    private Optional<Term> ofOne(Place item, String kind) {
        return variable(item.at(kind))
                .flatMap(variable -> item.build(() -> switch (kind) {
                    case "spline" -> spline(item, variable);
                    case "polynomial" -> polynomial(item, variable);
                    default -> category(item, variable);
                }));
    }

    /** The variable that a reference means; the outcome is none. */
    private Optional<Variable> variable(Place reference) {
        boolean outcome = dictionary
                .outcome()
                .filter(known -> known.name().equals(reference.text()))
                .isPresent();
        if (outcome) {
            reference.error("'%s' is the outcome, and the model would see what it predicts; remove it"
                    .formatted(reference.text()));
            return Optional.empty();
        }
        return dictionary.resolve(reference);
    }

    private static Term spline(Place item, Variable variable) {
        requireNumber(item.at("spline"), variable, "a spline bends along");
        if (!item.has("knots")) {
            item.errorMissing(
                    "knots",
                    "say where the spline bends; add knots: 4, at quantiles over all sites, or the knots themselves: knots: [first, second, third]");
            return new Term.Plain(variable.name());
        }
        Place knots = item.at("knots");
        return new Term.Spline(
                variable.name(), knots.isList() ? positions(knots, variable) : new Knots.Placed(knots.integer()));
    }

    private static Knots positions(Place knots, Variable variable) {
        List<Double> positions = new ArrayList<>();
        for (Place item : knots.items()) {
            double knot = item.number();
            if (!positions.isEmpty() && knot <= positions.get(positions.size() - 1)) {
                item.error("knots must ascend; move %s".formatted(item.text()));
            }
            checkInside(item, knot, variable, "a knot");
            positions.add(knot);
        }
        return new Knots.At(positions);
    }

    private static void checkInside(Place item, double value, Variable variable, String what) {
        Range range = variable.range();
        if (range != null && !(range.low() < value && value < range.high())) {
            item.error("%s at %s is not inside the range of '%s', %s, where all its values are; move it"
                    .formatted(what, item.text(), variable.name(), YamlText.range(range, variable.type())));
        }
    }

    private static Term polynomial(Place item, Variable variable) {
        requireNumber(item.at("polynomial"), variable, "a polynomial is of");
        if (!item.has("degree")) {
            item.errorMissing("degree", "say up to which power; add degree: 2, say");
        }
        item.find("centre").ifPresent(centre -> checkInside(centre, centre.number(), variable, "a centre"));
        return new Term.Polynomial(variable.name(), item.integer("degree", 2), item.number("centre", Double.NaN));
    }

    private static void requireNumber(Place reference, Variable variable, String what) {
        if (variable.type() != VariableType.NUMBER && variable.type() != VariableType.INTEGER) {
            reference.error("%s a number, and '%s' is %s; name it alone: - %s"
                    .formatted(
                            what,
                            variable.name(),
                            Words.withArticle(variable.type().yamlName()),
                            variable.name()));
        }
    }

    private Optional<Term> interaction(Place item) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Place reference : item.at("interaction").items()) {
            Optional<Variable> variable = variable(reference);
            if (!seen.add(reference.text())) {
                boolean coded = variable.isPresent() && !variable.get().type().isQuantity();
                reference.error("'%s' stands twice in this interaction; %s"
                        .formatted(
                                reference.text(),
                                coded
                                        ? "name it once"
                                        : "for its square write {polynomial: %s, degree: 2}"
                                                .formatted(reference.text())));
            }
            variable.ifPresent(known -> names.add(known.name()));
        }
        return names.size() < seen.size() ? Optional.empty() : item.build(() -> new Term.Interaction(names));
    }

    private static Term category(Place item, Variable variable) {
        if (variable.type().isQuantity()) {
            item.at("category")
                    .error("'%s' is %s and has no levels; name it alone: - %s"
                            .formatted(
                                    variable.name(),
                                    Words.withArticle(variable.type().yamlName()),
                                    variable.name()));
            return new Term.Plain(variable.name());
        }
        Contrasts contrasts =
                Words.constant(Contrasts.values(), Contrasts::yamlName, item.text("contrasts", "treatment"));
        List<String> levels = variable.levels();
        String usual = contrasts == Contrasts.SUM ? levels.get(levels.size() - 1) : levels.get(0);
        String reference =
                item.find("reference").map(place -> level(place, variable)).orElse(usual);
        return new Term.Category(variable.name(), reference, contrasts);
    }

    private static String level(Place place, Variable variable) {
        String canonical = Scalars.canonical(place.text());
        return variable.levels().stream()
                .filter(level -> Scalars.canonical(level).equals(canonical))
                .findFirst()
                .orElseGet(() -> {
                    place.error("'%s' has no level '%s', it has %s"
                            .formatted(variable.name(), place.text(), String.join(", ", variable.levels())));
                    return variable.levels().get(0);
                });
    }

    private void checkOnce(Place item, Term term) {
        if (term instanceof Term.Interaction interaction) {
            if (!interactions.add(new TreeSet<>(interaction.variables()))) {
                item.error("the interaction of %s stands here twice; remove one"
                        .formatted(String.join(" and ", interaction.variables())));
            }
            return;
        }
        String name = term.variables().get(0);
        if (single.putIfAbsent(name, term) != null) {
            item.error(
                    "'%s' is in two terms; a spline, a polynomial or a category has the variable itself in it already, so remove one"
                            .formatted(name));
        }
    }

    private void warnWithoutMainEffects(Place item, Term.Interaction interaction) {
        List<String> absent = interaction.variables().stream()
                .filter(name -> !single.containsKey(name))
                .toList();
        if (!absent.isEmpty()) {
            item.warning(
                    "%s stands in an interaction and not as a term of its own, so its effect elsewhere is taken to be 0; add it to terms"
                            .formatted(String.join(", ", absent)));
        }
    }
}
