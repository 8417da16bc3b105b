package org.wardround.study.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wardround.core.model.ModelShape;
import org.wardround.core.model.Tensor;
import org.wardround.study.document.Document;
import org.wardround.study.document.Place;
import org.wardround.study.document.ShippedSchema;

/** The header of a safetensors file: names, types, shapes and places of its tensors. */
final class SafetensorsHeader {
    private static final int ALIGNMENT = 8;

    private SafetensorsHeader() {}

    /** The header of a file with the shape's tensors one after the other, padded so that the data is aligned. */
    static String text(ModelShape shape) {
        List<String> entries = new ArrayList<>();
        long offset = 0;
        for (Tensor tensor : shape.tensors()) {
            long end = offset + (long) tensor.size() * Double.BYTES;
            String sizes = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
            entries.add("\"%s\":{\"dtype\":\"F64\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                    .formatted(tensor.name(), sizes, offset, end));
            offset = end;
        }
        String header = "{" + String.join(",", entries) + "}";
        return header + " ".repeat((ALIGNMENT - header.length() % ALIGNMENT) % ALIGNMENT);
    }

    /**
     * Checks a header against the shape, and that its tensors fill the data without gap or overlap.
     *
     * @return for each tensor where its data start
     */
    static Map<String, Long> check(Path path, byte[] header, ModelShape shape, long dataBytes) {
        Document document = Document.of(path, header);
        ShippedSchema.SAFETENSORS_HEADER.schema().check(document);
        document.problems().throwIfErrors();
        Map<String, Place> tensors = new LinkedHashMap<>(document.root().entries());
        tensors.remove("__metadata__");
        checkNames(document.root(), tensors, shape);
        checkPlaces(document.root(), tensors, dataBytes);
        document.problems().throwIfErrors();
        Map<String, Long> starts = new LinkedHashMap<>();
        tensors.forEach((name, place) -> starts.put(name, start(place)));
        return starts;
    }

    private static void checkNames(Place root, Map<String, Place> tensors, ModelShape shape) {
        for (Tensor tensor : shape.tensors()) {
            Place place = tensors.get(tensor.name());
            if (place == null) {
                root.errorMissing(
                        tensor.name(),
                        "the tensor '%s' of shape %s is missing".formatted(tensor.name(), tensor.shape()));
            } else {
                checkTensor(place, tensor);
            }
        }
        List<String> known = shape.tensors().stream().map(Tensor::name).toList();
        tensors.forEach((name, place) -> {
            if (!known.contains(name)) {
                place.error("the model has no tensor '%s'; it has %s".formatted(name, String.join(", ", known)));
            }
        });
    }

    private static void checkTensor(Place place, Tensor tensor) {
        if (!place.at("dtype").text().equals("F64")) {
            place.at("dtype")
                    .error("values must be 64-bit floats, F64, got "
                            + place.at("dtype").text());
        }
        List<Long> sizes = place.items("shape").stream().map(Place::longInteger).toList();
        if (!sizes.equals(tensor.shape().stream().map(Integer::longValue).toList())) {
            place.at("shape")
                    .error("the model's '%s' has the shape %s, got %s".formatted(tensor.name(), tensor.shape(), sizes));
        } else if (end(place) - start(place) != (long) tensor.size() * Double.BYTES) {
            place.at("data_offsets")
                    .error("%d values of 8 bytes do not fill the bytes from %d to %d"
                            .formatted(tensor.size(), start(place), end(place)));
        }
    }

    private static void checkPlaces(Place root, Map<String, Place> tensors, long dataBytes) {
        long expected = 0;
        List<Place> inOrder = tensors.values().stream()
                .sorted(Comparator.comparingLong(SafetensorsHeader::start).thenComparingLong(SafetensorsHeader::end))
                .toList();
        for (Place place : inOrder) {
            if (start(place) != expected || end(place) < start(place)) {
                place.at("data_offsets")
                        .error(
                                "tensors must follow each other without gap or overlap; expected a start at %d, got %d to %d"
                                        .formatted(expected, start(place), end(place)));
                return;
            }
            expected = end(place);
        }
        if (expected != dataBytes) {
            root.error("the tensors take %d bytes and the file holds %d; it is damaged: copy it again"
                    .formatted(expected, dataBytes));
        }
    }

    private static long start(Place tensor) {
        return tensor.items("data_offsets").get(0).longInteger();
    }

    private static long end(Place tensor) {
        return tensor.items("data_offsets").get(1).longInteger();
    }
}
