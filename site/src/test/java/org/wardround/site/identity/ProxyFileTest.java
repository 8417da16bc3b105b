package org.wardround.site.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.trust.PrivateFile;
import org.wardround.core.trust.SecretAccess;
import org.wardround.protocol.connection.HttpProxy;

class ProxyFileTest {
    @TempDir
    Path folder;

    @Test
    void what_was_written_is_read_and_opened() throws IOException {
        PrivateFile.replace(folder.resolve("secret"), "hush: nöw\nnot this".getBytes(StandardCharsets.UTF_8));
        ProxyFile written = new ProxyFile(
                ProxyFile.address("http://proxy.example.org:3128"),
                Optional.of(new ProxyFile.Login("north\\wardround", folder.resolve("secret"))));
        written.write(folder);

        ProxyFile read = ProxyFile.read(folder).orElseThrow();
        HttpProxy proxy = read.open();

        assertThat(read).isEqualTo(written);
        assertThat(proxy.login().orElseThrow().user()).isEqualTo("north\\wardround");
        assertThat(new String(
                        proxy.login().orElseThrow().password().read(SecretAccess.granted()), StandardCharsets.UTF_8))
                .isEqualTo("hush: nöw");
        assertThat(read + " " + proxy + " " + proxy.login().orElseThrow()).doesNotContain("hush");
    }

    @Test
    void without_the_file_there_is_no_proxy() throws IOException {
        assertThat(ProxyFile.read(folder)).isEmpty();
    }

    @Test
    void a_file_that_says_something_else_is_refused() throws IOException {
        assertRefused(
                "address=proxy.example.org:3128\nuserName=x\n",
                "unknown [userName]; it may have address, user, passwordFile");
        assertRefused("address=proxy.example.org:3128\nuser=x\n", "user and passwordFile belong together");
        assertRefused("user=x\npasswordFile=y\n", "an address is host:port");
        assertRefused("address=https://proxy.example.org:3128\n", "a proxy is called by http://");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_password_that_others_may_read_is_refused() throws IOException {
        Files.writeString(folder.resolve("secret"), "hush\n");
        Files.setPosixFilePermissions(folder.resolve("secret"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> proxy().open()).hasMessageContaining("others than you may read");
    }

    @Test
    void an_empty_password_is_refused() throws IOException {
        PrivateFile.replace(folder.resolve("secret"), "\nhush\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> proxy().open())
                .hasMessageContaining("the first line is empty")
                .hasMessageNotContaining("hush");
    }

    private ProxyFile proxy() {
        return new ProxyFile(
                ProxyFile.address("proxy.example.org:3128"),
                Optional.of(new ProxyFile.Login("wardround", folder.resolve("secret"))));
    }

    private void assertRefused(String content, String words) throws IOException {
        PrivateFile.replace(folder.resolve(ProxyFile.NAME), content.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ProxyFile.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(ProxyFile.NAME + ": ")
                .hasMessageContaining(words);
    }
}
