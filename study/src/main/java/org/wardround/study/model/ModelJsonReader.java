package org.wardround.study.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.ModelShape;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.model.Tensor;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.ThresholdRule;
import org.wardround.core.vector.Vector;
import org.wardround.study.document.Place;
import org.wardround.study.file.DataReader;
import org.wardround.study.file.ModelReader;

/** Reads {@code model.json}, which the schema has been held against, and finds out whether its parts fit each other. */
final class ModelJsonReader {
    private final Place root;

    ModelJsonReader(Place root) {
        this.root = root;
    }

    /** All but the parameters; empty where anything is wrong, which is reported. */
    Optional<Description> read() {
        Optional<DataDictionary> data = root.find("data").flatMap(DataReader::read);
        if (data.isEmpty()) {
            return Optional.empty();
        }
        Optional<ModelSpec> model = root.find("model").flatMap(place -> ModelReader.read(place, root.at("data")));
        if (model.isEmpty()) {
            return Optional.empty();
        }
        Optional<Encoding> encoding = root.build(() -> encoding(data.get(), model.get()));
        return encoding.flatMap(known -> root.build(() -> {
            checkColumns(data.get(), known.columns());
            Description description = new Description(model.get(), data.get(), known, root);
            checkTensors(description.shape());
            return description;
        }));
    }

    private Encoding encoding(DataDictionary data, ModelSpec model) {
        if (root.has("preprocessing") == root.has("preprocessingBySite")) {
            throw new IllegalArgumentException("needs preprocessing or preprocessingBySite, one of the two");
        }
        List<FeatureColumn> columns = FeatureColumns.of(data, model.formula());
        if (root.has("preprocessing")) {
            return new Encoding.Common(preprocessing(root.at("preprocessing"), data, columns));
        }
        SortedMap<SiteId, Preprocessing> sites = new TreeMap<>();
        root.at("preprocessingBySite")
                .entries()
                .forEach((name, place) -> sites.put(new SiteId(name), preprocessing(place, data, columns)));
        return new Encoding.PerSite(sites);
    }

    private static Preprocessing preprocessing(Place place, DataDictionary data, List<FeatureColumn> columns) {
        double[] imputed = numbers(place.items("imputed"));
        if (imputed.length != data.variables().size()) {
            throw new IllegalArgumentException("%s.imputed needs a value for each of %d variables, got %d"
                    .formatted(place.path(), data.variables().size(), imputed.length));
        }
        return new Preprocessing(columns, imputed, numbers(place.items("centres")), numbers(place.items("scales")));
    }

    private static double[] numbers(List<Place> items) {
        return items.stream()
                .mapToDouble(item -> item.isNothing() ? Double.NaN : item.number())
                .toArray();
    }

    private void checkColumns(DataDictionary data, List<FeatureColumn> expected) {
        List<String> given =
                root.items("columns").stream().map(ColumnJson::inWords).toList();
        ColumnJson words = new ColumnJson(data);
        List<String> derived = expected.stream().map(words::inWords).toList();
        if (!given.equals(derived)) {
            root.at("columns")
                    .error("the columns are not those that follow from data; the file was changed or is damaged");
        }
    }

    private void checkTensors(ModelShape shape) {
        List<String> given = new ArrayList<>();
        for (Place tensor : root.items("tensors")) {
            given.add(tensor.at("name").text()
                    + tensor.items("shape").stream().map(Place::integer).toList());
        }
        List<String> derived =
                shape.tensors().stream().map(ModelJsonReader::inWords).toList();
        if (!given.equals(derived)) {
            root.at("tensors").error("the tensors of this model are %s, got %s".formatted(derived, given));
        }
    }

    private static String inWords(Tensor tensor) {
        return tensor.name() + tensor.shape();
    }

    /** A model without its parameters. */
    record Description(ModelSpec model, DataDictionary data, Encoding encoding, Place root) {
        ModelShape shape() {
            return ModelShape.of(model, data.outcome(), encoding.columns().size());
        }

        /** {@code parametersSha256}. */
        Sha256 parametersHash() {
            return new Sha256(root.at("parametersSha256").text());
        }

        /** The hash of one of the other files; empty where none is given. */
        Optional<Sha256> fileHash(String name) {
            return root.at("files").find(name).map(Place::text).map(Sha256::new);
        }

        TrainedModel with(Vector parameters) {
            return new TrainedModel(
                    model,
                    data,
                    encoding,
                    parameters,
                    root.find("threshold").map(Description::threshold).orElse(null),
                    root.find("recalibration")
                            .map(place -> new Recalibration(place.number("intercept", 0), place.number("slope", 1)))
                            .orElse(null),
                    provenance());
        }

        private static DecisionThreshold threshold(Place place) {
            Place given = place.at("rule");
            ThresholdRule rule = new ThresholdRule.Youden();
            if (given.has("value")) {
                rule = new ThresholdRule.Value(given.at("value").number());
            } else if (given.has("sensitivity")) {
                rule = new ThresholdRule.Sensitivity(given.at("sensitivity").number());
            }
            return new DecisionThreshold(rule, place.at("probability").number());
        }

        private Provenance provenance() {
            SortedSet<SiteId> sites = new TreeSet<>();
            root.texts("sites").forEach(name -> sites.add(new SiteId(name)));
            SortedMap<String, String> versions = new TreeMap<>();
            for (Map.Entry<String, Place> version :
                    root.at("versions").entries().entrySet()) {
                versions.put(version.getKey(), version.getValue().text());
            }
            return new Provenance(
                    root.at("study").at("name").text(),
                    new Sha256(root.at("study").at("sha256").text()),
                    root.at("seed").longInteger(),
                    sites,
                    versions);
        }
    }
}
