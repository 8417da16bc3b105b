package org.wardround.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.random.SeededStream;
import org.wardround.core.trust.KeyFileException.Reason;

final class KeyFileTest {
    private static final Passphrase PASSPHRASE = Passphrase.of("Grüße vom Försterhaus".toCharArray());

    @TempDir
    Path folder;

    @Test
    void a_key_is_read_back_and_only_its_owner_may_read_the_file() throws IOException {
        Path file = folder.resolve("new/ada.key");
        SigningKey key = SigningKey.generate();
        KeyFile.write(file, key, PASSPHRASE);

        try (SigningKey read = KeyFile.read(file, PASSPHRASE)) {
            assertThat(read.verifyingKey()).isEqualTo(key.verifyingKey());
            assertThat(read.sign(new byte[] {7})).isEqualTo(key.sign(new byte[] {7}));
        }
        assertThat(KeyFile.owner(file)).isEqualTo(key.verifyingKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    /** Encrypted by another program (OpenSSL's PBKDF2 and AES-GCM through Python), so that the format is what its description says. */
    @Test
    void a_file_made_by_another_program_is_opened() throws IOException {
        Path file = write("""
                wardround-private-key 1
                key ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
                derivation PBKDF2-HMAC-SHA512 10000 AAECAwQFBgcICQoLDA0ODw
                cipher AES-256-GCM AAECAwQFBgcICQoL
                secret 3-0B6vZITWEGh0bn-e8rgMABDmzL-Rkj4cJpofEA6jiZ7JnJENJ2hhSZ9ARIUPbU
                """);

        try (SigningKey key = KeyFile.read(file, PASSPHRASE)) {
            assertThat(HexFormat.of().formatHex(key.seed().read(SecretAccess.granted())))
                    .isEqualTo("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        }
    }

    @Test
    void neither_the_seed_nor_the_passphrase_stands_in_the_file() throws IOException {
        SigningKey key = SigningKey.generate();
        Path file = folder.resolve("ada.key");
        KeyFile.write(file, key, PASSPHRASE);
        String hex = HexFormat.of().formatHex(Files.readAllBytes(file));

        assertThat(hex).doesNotContain(HexFormat.of().formatHex(key.seed().read(SecretAccess.granted())));
        assertThat(Files.readString(file)).doesNotContain("Försterhaus");
    }

    @Test
    void a_key_is_never_written_over() throws IOException {
        Path file = write("something");

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> KeyFile.write(file, SigningKey.generate(), PASSPHRASE))
                .withMessage(file + ": is there already, and a key is never written over; give another file")
                .extracting(KeyFileException::reason)
                .isEqualTo(Reason.ALREADY_THERE);
        assertThat(file).hasContent("something");
    }

    @Test
    void another_passphrase_opens_nothing() throws IOException {
        Path file = folder.resolve("ada.key");
        KeyFile.write(file, SigningKey.generate(), PASSPHRASE);

        assertReason(
                Reason.WRONG_PASSPHRASE,
                () -> KeyFile.read(file, Passphrase.of("Grüsse vom Försterhaus".toCharArray())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void a_key_that_others_may_touch_is_refused(String permissions) throws IOException {
        Path file = folder.resolve("ada.key");
        KeyFile.write(file, SigningKey.generate(), PASSPHRASE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertReason(Reason.READABLE_BY_OTHERS, () -> KeyFile.read(file, PASSPHRASE));
        assertReason(Reason.READABLE_BY_OTHERS, () -> KeyFile.owner(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\n",
                "\u0000\uffff",
                "wardround-private-key 2\n"
            })
    void what_is_no_key_file_is_refused(String content) throws IOException {
        Path file = write(content);

        assertReason(Reason.MALFORMED, () -> KeyFile.read(file, PASSPHRASE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "9999", "10000001", "99999999"})
    void a_derivation_that_is_too_cheap_or_never_ends_is_refused(String iterations) throws IOException {
        Path sealed = folder.resolve("ada.key");
        KeyFile.write(sealed, SigningKey.generate(), PASSPHRASE);
        Path file = write(Files.readString(sealed).replace(" 210000 ", " " + iterations + " "));

        assertReason(Reason.MALFORMED, () -> KeyFile.read(file, PASSPHRASE));
    }

    @Test
    void a_file_with_any_changed_character_is_refused() throws IOException {
        Path sealed = folder.resolve("ada.key");
        KeyFile.write(sealed, SigningKey.generate(), PASSPHRASE);
        byte[] bytes = Files.readAllBytes(sealed);
        SeededStream random = SeededStream.of(1, "key file");
        for (int i = 0; i < 25; i++) {
            byte[] spoilt = bytes.clone();
            spoilt[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Path file = folder.resolve("spoilt-%d.key".formatted(i));
            PrivateFile.writeNew(file, spoilt);

            assertThatThrownBy(() -> KeyFile.read(file, PASSPHRASE)).isInstanceOf(KeyFileException.class);
        }
        Path cut = folder.resolve("cut.key");
        PrivateFile.writeNew(cut, Arrays.copyOf(bytes, bytes.length - 1));
        assertReason(Reason.MALFORMED, () -> KeyFile.read(cut, PASSPHRASE));
    }

    @Test
    void a_missing_file_is_told_as_one() {
        assertThatThrownBy(() -> KeyFile.read(folder.resolve("none"), PASSPHRASE))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_short_passphrase_is_refused() {
        assertThatThrownBy(() -> Passphrase.of("elevenchars".toCharArray()))
                .hasMessage("a passphrase has 12 to 1000 characters, this one has 11");
    }

    private Path write(String content) throws IOException {
        Path file = folder.resolve("given.key");
        Files.deleteIfExists(file);
        PrivateFile.writeNew(file, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return file;
    }

    private static void assertReason(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(reading)
                .extracting(KeyFileException::reason)
                .isEqualTo(reason);
    }
}
