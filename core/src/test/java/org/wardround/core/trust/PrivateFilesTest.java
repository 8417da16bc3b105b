package org.wardround.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.trust.KeyFileException.Reason;

/** Files that only their owner may read, and what stands in them. */
final class PrivateFilesTest {
    @TempDir
    Path folder;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void assertRefused(Reason reason, Path file) {
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> UnencryptedKeyFile.read(file))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void a_file_is_its_owners_alone_and_never_written_over_unless_asked() throws IOException {
        Path file = folder.resolve("a/b");
        PrivateFile.writeNew(file, new byte[] {1});
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> PrivateFile.writeNew(file, new byte[] {2}));
        assertThat(PrivateFile.read(file, 1)).containsExactly(1);

        PrivateFile.replace(file, new byte[] {3, 4});
        assertThat(PrivateFile.read(file, 2)).containsExactly(3, 4);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThatExceptionOfType(KeyFileException.class).isThrownBy(() -> PrivateFile.read(file, 1));

        PrivateFile.createFolder(folder.resolve("c"));
        PrivateFile.createFolder(folder.resolve("c"));
        assertThat(permissions(folder.resolve("c"))).isEqualTo("rwx------");
        assertThat(folder.resolve("a")).isDirectoryContaining("glob:**b");
    }

    @Test
    void a_key_without_a_passphrase_is_read_by_its_owner_and_refused_when_damaged() throws IOException {
        Path file = folder.resolve("site.key");
        try (SigningKey key = SigningKey.generate()) {
            UnencryptedKeyFile.write(file, key);
            try (SigningKey again = UnencryptedKeyFile.read(file)) {
                assertThat(again.verifyingKey()).isEqualTo(key.verifyingKey());
            }
            assertThat(UnencryptedKeyFile.is(file)).isTrue();
            assertThatExceptionOfType(KeyFileException.class)
                    .isThrownBy(() -> UnencryptedKeyFile.write(file, key))
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.ALREADY_THERE));
        }
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] spoilt = good.clone();
            spoilt[i] ^= 1;
            PrivateFile.replace(file, spoilt);
            // The last character of 32 bytes in base64url has two bits that say nothing.
            if (i != good.length - 2) {
                assertRefused(Reason.MALFORMED, file);
            }
        }
        PrivateFile.replace(file, good);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(Reason.READABLE_BY_OTHERS, file);
    }

    @Test
    void a_key_that_needs_a_passphrase_is_told_from_one_that_does_not() throws IOException {
        Path file = folder.resolve("ada.key");
        try (SigningKey key = SigningKey.generate();
                Passphrase passphrase = Passphrase.of("a long enough passphrase".toCharArray())) {
            KeyFile.write(file, key, passphrase);
        }
        assertThat(UnencryptedKeyFile.is(file)).isFalse();
        assertRefused(Reason.MALFORMED, file);
    }

    @Test
    void only_a_key_of_p256_is_read_from_pem() throws GeneralSecurityException {
        KeyPair pair = TlsKey.generate();
        assertThat(Pem.readPrivateKey(Pem.privateKey(pair.getPrivate()))).isEqualTo(pair.getPrivate());
        assertThat(TlsKey.areOnePair(pair.getPublic(), pair.getPrivate())).isTrue();
        assertThat(TlsKey.areOnePair(TlsKey.generate().getPublic(), pair.getPrivate()))
                .isFalse();

        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair other = generator.generateKeyPair();
        assertThat(TlsKey.isP256(other.getPublic())).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Pem.readPrivateKey(Pem.privateKey(other.getPrivate())));
        for (String text : new String[] {"", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pem.readPrivateKey(text.getBytes(StandardCharsets.US_ASCII)));
            assertThatIllegalArgumentException().isThrownBy(() -> Pem.readCertificates(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example:1", "10.0.0.1:8443", "[::1]:65535", "[2001:db8::7]:443", "x:80"})
    void an_address_is_read_as_it_is_written(String text) {
        assertThat(ServerAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:",
                ":1",
                "a:0",
                "a:65536",
                "a:01",
                "::1:80",
                "[a]:80",
                "A.example:80",
                "a b:80",
                "-a:80",
                "a..b:80",
                "a/b:80"
            })
    void what_is_no_address_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse(text));
    }
}
