package org.wardround.study.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.model.ModelShape;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.core.vector.VectorWriter;
import org.wardround.study.problem.ProblemsException;

final class SafetensorsFileTest {
    /** weight [2] and bias [1]. */
    private static final ModelShape SHAPE = ModelShape.of(new ModelSpec.Logistic(), Models.binary(), 2);

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("start.safetensors");
    }

    @Test
    void bytes_are_those_of_the_format() throws IOException {
        SafetensorsFile.write(file, SHAPE, ArrayVector.owning(new double[] {1, -2, 0.5}));
        String header =
                "{\"weight\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]},\"bias\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[16,24]}}";
        // 118 characters, padded to a multiple of 8.
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes(header + " ".repeat(2), 1, -2, 0.5));
    }

    @Test
    void tensors_may_stand_in_any_order_beside_metadata() throws IOException {
        Files.write(
                file,
                bytes(
                        "{\"__metadata__\":{\"format\":\"np\"},\"bias\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"weight\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[8,24]}}",
                        0.5,
                        1,
                        -2));
        assertThat(read().toArray()).containsExactly(1, -2, 0.5);
    }

    @Test
    void vector_of_many_blocks_comes_back_whole() throws IOException {
        double[] values = new double[2 * Vector.BLOCK + 18];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1.0 / (i + 1);
        }
        ModelShape large = ModelShape.of(new ModelSpec.Cox(), Models.time(), values.length);
        SafetensorsFile.write(file, large, ArrayVector.owning(values));
        assertThat(VectorDigest.of(SafetensorsFile.read(file, large, VectorWriter.Factory.IN_MEMORY)))
                .isEqualTo(VectorDigest.of(ArrayVector.owning(values)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "weight":[0,16],"bias":[8,16]   | without gap or overlap
        "weight":[0,16],"bias":[17,25]  | without gap or overlap
        "weight":[0,16],"bias":[16,32]  | 1 values of 8 bytes do not fill the bytes from 16 to 32
        "weight":[8,24],"bias":[24,32]  | without gap or overlap
        "weight":[0,16],"bias":[-8,0]   | must be a whole number, at least 0
        "weight":[0,16],"bias":[16]     | needs exactly 2 entries, got 1
        "weight":[16,0],"bias":[16,24]  | do not fill the bytes
        "weight":[0,16]                 | the tensor 'bias' of shape [1] is missing
        "weight":[0,16],"bias":[16,24],"more":[24,32] | the model has no tensor 'more'; it has weight, bias
        "weight":[0,16],"weight":[0,16],"bias":[16,24] | the key 'weight' is given twice
        """)
    void header_that_lies_is_refused(String offsets, String message) throws IOException {
        String header = offsets.replaceAll(
                "\"(\\w+)\":(\\[[^]]*\\])", "\"$1\":{\"dtype\":\"F64\",\"shape\":[SIZE$1],\"data_offsets\":$2}");
        header = header.replace("SIZEweight", "2").replaceAll("SIZE\\w+", "1");
        Files.write(file, bytes("{" + header + "}", 1, 2, 3));
        assertRefused(message);
    }

    @Test
    void other_types_and_shapes_are_refused() throws IOException {
        String header =
                "{\"weight\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},\"bias\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[16,24]}}";
        Files.write(file, bytes(header, 1, 2, 3));
        assertRefused("values must be 64-bit floats, F64, got F32");
        assertRefused("the model's 'weight' has the shape [2], got [4]");
        assertRefused("the model's 'bias' has the shape [1], got []");
    }

    @Test
    void damaged_files_are_refused() throws IOException {
        Files.write(file, new byte[3]);
        assertRefused("not a safetensors file: it has 3 bytes");
        Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 1});
        assertRefused("its header can't have 9223372036854775807 bytes");
        Files.write(file, bytes("{not json", 1, 2, 3));
        assertRefused("not valid JSON");
        Files.delete(file);
        assertRefused("there is no such file");
    }

    @Test
    void missing_values_and_left_over_bytes_are_refused() throws IOException {
        SafetensorsFile.write(file, SHAPE, ArrayVector.owning(new double[] {1, -2, 0.5}));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 8));
        assertRefused("the tensors take 24 bytes and the file holds 16; it is damaged");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused("the tensors take 24 bytes and the file holds 25; it is damaged");
    }

    @Test
    void value_that_is_not_a_number_is_refused() throws IOException {
        SafetensorsFile.write(file, SHAPE, ArrayVector.owning(new double[] {1, Double.NaN, 0.5}));
        assertRefused("the tensor 'weight' holds a value that is not a finite number");
    }

    private Vector read() {
        return SafetensorsFile.read(file, SHAPE, VectorWriter.Factory.IN_MEMORY);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::read).isInstanceOf(ProblemsException.class).hasMessageContaining(message);
    }

    private static byte[] bytes(String header, double... values) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + 8 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return buffer.array();
    }
}
