package org.wardround.coordinator.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.KeyFileException;

final class AccessFileTest {
    @TempDir
    Path folder;

    private AccessEntry entry(String name, byte[] token) {
        return new AccessEntry(name, Role.AUDITOR, AccessToken.digest(token), Instant.EPOCH);
    }

    @Test
    void who_is_added_is_found_by_the_token_until_removed() throws IOException {
        AccessFile file = new AccessFile(folder);
        byte[] token = AccessToken.fresh();
        AccessEntry ada = entry("ada", token);
        file.add(entry("ben", AccessToken.fresh()));
        file.add(ada);

        String header = "Bearer " + new String(token, StandardCharsets.US_ASCII);
        assertThat(file.find(AccessToken.ofHeader(header).orElseThrow())).hasValue(ada);
        assertThat(file.find(Sha256.of("another"))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("access.list"))))
                .isEqualTo("rw-------");

        assertThat(file.remove("ada")).isTrue();
        assertThat(file.remove("ada")).isFalse();
        assertThat(file.find(ada.digest())).isEmpty();
        assertThat(file.entries()).hasSize(1);
    }

    @Test
    void a_name_is_given_once() throws IOException {
        AccessFile file = new AccessFile(folder);
        file.add(entry("ada", AccessToken.fresh()));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> file.add(entry("ada", AccessToken.fresh())))
                .withMessageContaining("'ada' already");
    }

    @Test
    void a_file_that_others_can_read_or_that_was_changed_lets_nobody_in() throws IOException {
        AccessFile file = new AccessFile(folder);
        file.add(entry("ada", AccessToken.fresh()));
        Path list = folder.resolve("access.list");
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(KeyFileException.class).isThrownBy(file::entries);
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(list, Files.readString(list).replace("auditor", "king"));
        assertThatExceptionOfType(IOException.class).isThrownBy(file::entries);
    }

    @Test
    void tokens_are_256_bits_and_only_a_bearer_header_has_one() {
        String token = new String(AccessToken.fresh(), StandardCharsets.US_ASCII);
        assertThat(token).matches("wardround_[A-Za-z0-9_-]{43}");
        assertThat(AccessToken.ofHeader("bearer " + token)).isPresent();
        assertThat(AccessToken.ofHeader("Basic " + token)).isEmpty();
        assertThat(AccessToken.ofHeader("Bearer " + token + "x")).isEmpty();
        assertThat(AccessToken.ofHeader("Bearer")).isEmpty();
    }
}
