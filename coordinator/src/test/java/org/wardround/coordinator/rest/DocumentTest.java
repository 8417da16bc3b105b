package org.wardround.coordinator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardround.coordinator.access.Role;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI file and the page of the documentation say of every endpoint what the code does, and of nothing else. */
final class DocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "rest.md");

    private static List<String> ofCode() {
        return Arrays.stream(Endpoint.values())
                .map(endpoint -> line(endpoint.method().name(), endpoint.path(), roles(endpoint)))
                .sorted()
                .toList();
    }

    private static List<String> roles(Endpoint endpoint) {
        return Arrays.stream(Role.values())
                .filter(endpoint::allows)
                .map(Role::word)
                .toList();
    }

    private static String line(String method, String path, List<String> roles) {
        return "%s %s %s".formatted(method, path, roles);
    }

    @Test
    void the_openapi_file_has_every_route_with_its_roles_and_no_other() throws Exception {
        List<String> ofFile = new ArrayList<>();
        try (InputStream in = RestServer.class.getResourceAsStream("openapi.yaml")) {
            Map<String, Object> file = new Yaml().load(in);
            assertThat(file.get("openapi")).isEqualTo("3.1.0");
            map(file.get("paths"))
                    .forEach((path, operations) -> map(operations).forEach((method, operation) -> {
                        if (!method.equals("parameters")) {
                            List<String> roles = list(map(operation).get("x-roles"));
                            assertThat(map(operation).containsKey("security"))
                                    .as(path)
                                    .isEqualTo(roles.isEmpty());
                            ofFile.add(line(method.toUpperCase(Locale.ROOT), path, roles));
                        }
                    }));
        }
        assertThat(ofFile.stream().sorted().toList()).isEqualTo(ofCode());
    }

    @Test
    void every_reference_of_the_openapi_file_leads_somewhere() throws Exception {
        try (InputStream in = RestServer.class.getResourceAsStream("openapi.yaml")) {
            Map<String, Object> file = new Yaml().load(in);
            references(file).forEach(reference -> {
                Object at = file;
                for (String step : reference.substring(2).split("/")) {
                    at = map(at).get(step);
                    assertThat(at).as(reference).isNotNull();
                }
            });
        }
    }

    private static List<String> references(Object node) {
        List<String> found = new ArrayList<>();
        if (node instanceof Map<?, ?> inner) {
            inner.forEach((key, value) -> {
                if (key.equals("$ref")) {
                    found.add((String) value);
                } else {
                    found.addAll(references(value));
                }
            });
        } else if (node instanceof List<?> inner) {
            inner.forEach(value -> found.addAll(references(value)));
        }
        return found;
    }

    @Test
    void the_table_of_the_page_is_that_of_the_code() throws Exception {
        List<String> ofPage = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| `(GET|POST) /.*"))
                .map(DocumentTest::row)
                .sorted()
                .toList();
        assertThat(ofPage).isEqualTo(ofCode());
    }

    /** A row: the endpoint, what it does, then a column for each role in the order of the roles. */
    private static String row(String line) {
        String[] cells = line.split("\\|");
        String[] endpoint = cells[1].strip().replace("`", "").split(" ");
        List<String> roles = new ArrayList<>();
        for (Role role : Role.values()) {
            if (cells[3 + role.ordinal()].strip().equals("yes")) {
                roles.add(role.word());
            }
        }
        return line(endpoint[0], endpoint[1], roles);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Object node) {
        return (List<String>) node;
    }
}
