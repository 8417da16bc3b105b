package org.wardround.study.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.random.SeededStream;
import org.wardround.study.figures.SiteFiguresFile;
import org.wardround.study.figures.SiteFiguresFileTest;
import org.wardround.study.problem.Problems;
import org.wardround.study.problem.ProblemsException;
import org.wardround.testkit.Property;

/** Our reading of the shipped schemas is that of a full validator, on real files and on thousands of spoilt ones. */
final class SchemaAgreementTest {
    private static final Path FILES = Path.of("src", "test", "resources", "org", "wardround", "study");
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$id",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "enum",
            "const",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "x-rule",
            "x-notOffered");

    static Stream<String> schemas() {
        return Stream.of("study", "mapping", "policy", "envelope", "model", "safetensors-header", "roster", "figures");
    }

    static Stream<Path> files() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("good", "bad-studies", "bad-mappings", "bad-fits")) {
            try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(all::add);
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void verdict_on_a_file_is_that_of_a_full_validator(Path file) {
        Node tree;
        try {
            tree = Document.read(file, Document.ONE_MEBIBYTE).root().node();
        } catch (ProblemsException e) {
            return; // no tree, no verdict of a schema
        }
        if (!file.endsWith("infinite.yaml")) {
            assertAgreement(
                    file.toString().contains("mapping") || file.toString().contains("fits") ? "mapping" : "study",
                    tree);
        }
    }

    @Test
    void verdict_on_a_spoilt_study_is_that_of_a_full_validator() {
        Node study = Document.read(FILES.resolve("good/everything.yaml"), Document.ONE_MEBIBYTE)
                .root()
                .node();
        Property.forSeeds(600, random -> assertAgreement("study", spoilt(study, random)));
    }

    @Test
    void verdict_on_spoilt_terms_is_that_of_a_full_validator() {
        Node study = Document.read(FILES.resolve("good/terms.yaml"), Document.ONE_MEBIBYTE)
                .root()
                .node();
        Property.forSeeds(600, random -> assertAgreement("study", spoilt(study, random)));
    }

    @Test
    void verdict_on_a_spoilt_mapping_is_that_of_a_full_validator() {
        for (String name : List.of("sites", "column", "divided", "glob")) {
            Node mapping = Document.read(FILES.resolve("good/mapping-" + name + ".yaml"), Document.ONE_MEBIBYTE)
                    .root()
                    .node();
            Property.forSeeds(150, random -> assertAgreement("mapping", spoilt(mapping, random)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy", "envelope"})
    void verdict_on_a_spoilt_file_of_a_site_is_that_of_a_full_validator(String format) {
        Node good = Document.read(FILES.resolve("good-sites/" + format + ".yaml"), Document.ONE_MEBIBYTE)
                .root()
                .node();
        assertAgreement(format, good);
        Property.forSeeds(600, random -> assertAgreement(format, spoilt(good, random)));
    }

    @Test
    void verdict_on_spoilt_figures_is_that_of_a_full_validator() {
        Node good = Document.of(Path.of("figures.json"), SiteFiguresFile.toBytes(SiteFiguresFileTest.sample()))
                .root()
                .node();
        assertAgreement("figures", good);
        Property.forSeeds(600, random -> assertAgreement("figures", spoilt(good, random)));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void schema_uses_known_keywords_and_describes_every_key(String name) throws JsonProcessingException {
        JsonNode root = new ObjectMapper().readTree(schema(name).text());
        List<String> wrong = new ArrayList<>();
        inspect(root, root, name, wrong);
        assertThat(wrong).isEmpty();
    }

    @Test
    void model_and_study_describe_the_data_dictionary_alike() throws JsonProcessingException {
        JsonNode study = new ObjectMapper().readTree(schema("study").text());
        JsonNode model = new ObjectMapper().readTree(schema("model").text());
        for (String part : List.of(
                "name", "missing", "unit", "label", "range", "values", "variable", "outcome", "criterion", "term")) {
            assertThat(model.at("/$defs/" + part)).as(part).isEqualTo(study.at("/$defs/" + part));
        }
        for (String part : List.of("type", "hidden", "activation", "terms", "offset", "weights", "randomIntercept")) {
            assertThat(model.at("/properties/model/properties/" + part))
                    .isEqualTo(study.at("/properties/model/properties/" + part));
        }
        for (String part : List.of("minimumPatients", "variables", "outcome", "cohort", "standardise", "moments")) {
            assertThat(model.at("/properties/data/properties/" + part))
                    .isEqualTo(study.at("/properties/data/properties/" + part));
        }
    }

    private static final Map<String, com.networknt.schema.Schema> FULL = new LinkedHashMap<>();

    private static void assertAgreement(String schema, Node tree) {
        Problems problems = new Problems(Path.of("x.yaml"));
        boolean accepted;
        try {
            Schema ours = schema(schema);
            ours.check(Place.root(tree, problems));
            accepted = !problems.hasErrorWithin("");
        } catch (ProblemsException e) {
            accepted = false;
        }
        List<com.networknt.schema.Error> errors =
                FULL.computeIfAbsent(schema, SchemaAgreementTest::full).validate(json(tree));
        assertThat(accepted)
                .as("%s%n%s%n%s", json(tree), problems.sorted(), errors)
                .isEqualTo(errors.isEmpty());
    }

    private static com.networknt.schema.Schema full(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema(name).text());
    }

    private static Schema schema(String name) {
        return Schema.ofResource(SchemaAgreementTest.class, "/org/wardround/study/" + name + ".schema.json");
    }

    private static void inspect(JsonNode root, JsonNode schema, String path, List<String> wrong) {
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KEYWORDS.contains(keyword)) {
                wrong.add(path + ": unknown keyword " + keyword);
            }
        });
        schema.path("properties").properties().forEach(entry -> {
            JsonNode described = entry.getValue();
            JsonNode target = described.has("$ref")
                    ? root.at(described.get("$ref").asText().substring(1))
                    : described;
            if (!described.has("description") && !target.has("description")) {
                wrong.add(path + "." + entry.getKey() + ": no description");
            }
            inspect(root, described, path + "." + entry.getKey(), wrong);
        });
        schema.path("$defs")
                .properties()
                .forEach(entry -> inspect(root, entry.getValue(), "$defs." + entry.getKey(), wrong));
        for (String inner : List.of("items", "additionalProperties")) {
            if (schema.path(inner).isObject()) {
                inspect(root, schema.get(inner), path + "." + inner, wrong);
            }
        }
    }

    private static JsonNode json(Node node) {
        if (node instanceof Node.Fields fields) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.fields().forEach((key, field) -> object.set(key, json(field.value())));
            return object;
        }
        if (node instanceof Node.Items items) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.nodes().forEach(item -> array.add(json(item)));
            return array;
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return switch (scalar.kind()) {
            case TEXT -> TextNode.valueOf(scalar.text());
            case INTEGER, NUMBER -> DecimalNode.valueOf(new BigDecimal(scalar.text()));
            case BOOLEAN -> BooleanNode.valueOf(Boolean.parseBoolean(scalar.text()));
            case NOTHING -> NullNode.getInstance();
        };
    }

    /** The same tree with one part, somewhere, replaced, removed, renamed or doubled. */
    private static Node spoilt(Node node, SeededStream random) {
        boolean here = random.nextInt(4) == 0;
        if (node instanceof Node.Fields fields && !fields.fields().isEmpty() && !here) {
            Map<String, Node.Field> changed = new LinkedHashMap<>(fields.fields());
            List<String> keys = new ArrayList<>(changed.keySet());
            String key = keys.get(random.nextInt(keys.size()));
            Node.Field field = fields.fields().get(key);
            switch (random.nextInt(8)) {
                case 0 -> changed.remove(key);
                case 1 -> changed.put(key + "x", changed.remove(key));
                default -> changed.put(key, new Node.Field(field.key(), spoilt(field.value(), random)));
            }
            return new Node.Fields(node.spot(), changed);
        }
        if (node instanceof Node.Items items && !items.nodes().isEmpty() && !here) {
            List<Node> changed = new ArrayList<>(items.nodes());
            int index = random.nextInt(changed.size());
            switch (random.nextInt(6)) {
                case 0 -> changed.remove(index);
                case 1 -> changed.add(changed.get(index));
                default -> changed.set(index, spoilt(changed.get(index), random));
            }
            return new Node.Items(node.spot(), changed);
        }
        return replacement(node.spot(), random);
    }

    private static Node replacement(Spot spot, SeededStream random) {
        return switch (random.nextInt(12)) {
            case 0 -> new Node.Scalar(spot, Node.Kind.NOTHING, "");
            case 1 -> new Node.Scalar(spot, Node.Kind.BOOLEAN, "true");
            case 2 -> new Node.Scalar(spot, Node.Kind.INTEGER, "0");
            case 3 -> new Node.Scalar(spot, Node.Kind.INTEGER, "-1");
            case 4 -> new Node.Scalar(spot, Node.Kind.NUMBER, "1.0");
            case 5 -> new Node.Scalar(spot, Node.Kind.NUMBER, "0.5");
            case 6 -> new Node.Scalar(spot, Node.Kind.INTEGER, "5000000");
            case 7 -> new Node.Scalar(spot, Node.Kind.TEXT, "");
            case 8 -> new Node.Scalar(spot, Node.Kind.TEXT, "youden");
            case 9 -> new Node.Scalar(spot, Node.Kind.TEXT, " two\nlines ");
            case 10 -> new Node.Items(spot, List.of());
            default -> new Node.Fields(spot, Map.of());
        };
    }
}
