package org.wardround.study.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Variable;
import org.wardround.study.document.NearestKey;
import org.wardround.study.document.Node;
import org.wardround.study.document.Place;

/**
 * The variables and the outcome of a study file as far as they could be read, for checking what refers to them: a name that was read stands for
 * a variable even where the variable has problems, so that one mistake is not reported twice.
 */
final class Dictionary {
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final @Nullable Outcome outcome;

    private Dictionary(@Nullable Outcome outcome) {
        this.outcome = outcome;
    }

    static Dictionary read(Place data) {
        Dictionary dictionary = new Dictionary(
                data.find("outcome").flatMap(VariableReader::outcome).orElse(null));
        MissingPolicy otherwise = VariableReader.policy(data, MissingPolicy.DROP);
        for (Place item : data.items("variables")) {
            dictionary.add(item, otherwise);
        }
        data.find("outcome").flatMap(Dictionary::nameOf).ifPresent(name -> {
            if (dictionary.names.contains(name.text())) {
                name.error(
                        "the outcome '%s' is also a variable; the model would see what it predicts, rename or remove one"
                                .formatted(name.text()));
            }
        });
        return dictionary;
    }

    private void add(Place item, MissingPolicy otherwise) {
        Optional<Variable> variable = VariableReader.variable(item, otherwise);
        nameOf(item).ifPresent(name -> {
            if (!names.add(name.text())) {
                name.error("the name '%s' is given to two variables; rename or remove one".formatted(name.text()));
            }
        });
        variable.ifPresent(read -> variables.putIfAbsent(read.name(), read));
    }

    private static Optional<Place> nameOf(Place item) {
        return item.find("name").filter(name -> name.node() instanceof Node.Scalar);
    }

    Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    List<Variable> variables() {
        return new ArrayList<>(variables.values());
    }

    /** The variable that a reference means; empty where there is none, which is reported, or where the variable has problems. */
    Optional<Variable> resolve(Place reference) {
        String name = reference.text();
        if (!names.contains(name)) {
            reference.error("the study has no variable '%s'%s".formatted(name, NearestKey.hint(name, names)));
        }
        return Optional.ofNullable(variables.get(name));
    }
}
