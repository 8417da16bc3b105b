package org.wardround.study.file;

import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Range;
import org.wardround.core.study.Term;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.Place;

/** Reads what of the data enters a model: terms, offset, weights, random intercept. */
final class FormulaReader {
    /** exp(10) is 22,026. */
    private static final int WIDEST_OFFSET = 10;

    private final Place model;
    private final Dictionary dictionary;

    FormulaReader(Place model, Dictionary dictionary) {
        this.model = model;
        this.dictionary = dictionary;
    }

    Formula read() {
        List<Term> terms = new TermReader(dictionary).read(model);
        String offset = quantity("offset", "an offset is a number, such as the logarithm of person-years");
        String weights = quantity("weights", "case weights are numbers");
        model.find("weights").ifPresent(this::checkAboveZero);
        model.find("offset").ifPresent(this::checkNarrow);
        if (!offset.isEmpty() && offset.equals(weights)) {
            model.at("weights").error("'%s' can't be offset and weight at once; remove one".formatted(weights));
        }
        checkApart(terms, offset, "offset");
        checkApart(terms, weights, "weight");
        return new Formula(terms, offset, weights, model.has("randomIntercept"));
    }

    private String quantity(String key, String rule) {
        Optional<Place> reference = model.find(key).filter(place -> !place.hasErrorWithin());
        Optional<Variable> variable = reference.flatMap(dictionary::resolve);
        variable.filter(found -> found.type() != VariableType.NUMBER && found.type() != VariableType.INTEGER)
                .ifPresent(found -> model.at(key)
                        .error("%s, and '%s' is %s; name a number or an integer"
                                .formatted(
                                        rule,
                                        found.name(),
                                        Words.withArticle(found.type().yamlName()))));
        return variable.map(Variable::name).orElse("");
    }

    /** With 0 it would choose patients, and where no hospital counts them. */
    private void checkAboveZero(Place weights) {
        Optional<Variable> variable = weights.hasErrorWithin() ? Optional.empty() : dictionary.resolve(weights);
        Range range = variable.map(Variable::range).orElse(null);
        if (range != null && range.low() <= 0) {
            weights.error(
                    "a weight is above 0, and the range of '%s' starts at %s; correct the range, and choose patients by data.cohort"
                            .formatted(weights.text(), YamlText.number(range.low())));
        }
    }

    /** Of a linear model an offset is part of the outcome; of others it is a factor, and one near 0 chooses patients as a weight of 0 does. */
    private void checkNarrow(Place offset) {
        boolean isFactor = model.find("type")
                .filter(type -> !type.hasErrorWithin())
                .map(Place::text)
                .filter(type -> type.equals("poisson") || type.equals("logistic"))
                .isPresent();
        Optional<Variable> variable = offset.hasErrorWithin() ? Optional.empty() : dictionary.resolve(offset);
        Range range = variable.map(Variable::range).orElse(null);
        if (isFactor && range != null && range.width() > WIDEST_OFFSET) {
            offset.error(
                    "an offset is a logarithm, and the range of '%s' is wider than %d, so that one row could count 22,000 times as much as another; narrow the range, or name the logarithm of it, such as of person-years"
                            .formatted(offset.text(), WIDEST_OFFSET));
        }
    }

    private void checkApart(List<Term> terms, String name, String role) {
        if (!name.isEmpty() && terms.stream().anyMatch(term -> term.variables().contains(name))) {
            model.at("terms")
                    .error("'%s' is the model's %s, so it can't be a term too; remove one of the two"
                            .formatted(name, role));
        }
    }
}
