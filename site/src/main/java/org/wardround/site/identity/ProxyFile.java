package org.wardround.site.identity;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.core.trust.PrivateFile;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.ServerAddress;
import org.wardround.protocol.connection.HttpProxy;

/**
 * The file {@code proxy.properties} in a site's folder, which names the proxy that every connection goes through: {@code address}, and where it asks for a login {@code
 * user} and {@code passwordFile}. Where the file is missing there is no proxy. Immutable.
 *
 * @param address HOST:PORT of the proxy
 */
public record ProxyFile(ServerAddress address, Optional<Login> login) {
    /** Its name in the folder. */
    public static final String NAME = "proxy.properties";

    private static final List<String> KEYS = List.of("address", "user", "passwordFile");
    private static final String SCHEME = "http://";
    private static final int LONGEST = 16 * 1024;

    /**
     * Who the site is to the proxy.
     *
     * @param passwordFile with the password in its first line, readable by its owner alone; read at each start
     */
    public record Login(String user, Path passwordFile) {}

    /** @throws IllegalArgumentException where it is no address of a proxy for HTTP CONNECT: HOST:PORT, with {@code http://} before it or not */
    public static ServerAddress address(String text) {
        String address = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
        if (address.contains("://")) {
            throw new IllegalArgumentException(
                    "a proxy is called by http:// (what goes through it is encrypted from end to end), got '%s'"
                            .formatted(text));
        }
        return ServerAddress.parse(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    }

    static Optional<ProxyFile> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(SiteFiles.readText(file)));
            return Optional.of(of(file, settings));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static ProxyFile of(Path file, Properties settings) {
        SortedSet<String> unknown = new TreeSet<>(settings.stringPropertyNames());
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown %s; it may have %s".formatted(unknown, String.join(", ", KEYS)));
        }
        String user = settings.getProperty("user", "");
        String passwordFile = settings.getProperty("passwordFile", "");
        if (user.isEmpty() != passwordFile.isEmpty()) {
            throw new IllegalArgumentException("user and passwordFile belong together");
        }
        Optional<Login> login =
                user.isEmpty() ? Optional.empty() : Optional.of(new Login(user, file.resolveSibling(passwordFile)));
        return new ProxyFile(address(settings.getProperty("address", "")), login);
    }

    void write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder("address=%s\n".formatted(address));
        login.ifPresent(known -> text.append("user=%s\npasswordFile=%s\n"
                .formatted(
                        escaped(known.user()),
                        escaped(known.passwordFile()
                                .toAbsolutePath()
                                .normalize()
                                .toString()))));
        PrivateFile.replace(folder.resolve(NAME), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }

    /**
     * The proxy, with its password.
     *
     * @throws IOException where the password can't be read, is empty, or others than its owner may read it
     */
    public HttpProxy open() throws IOException {
        if (login.isEmpty()) {
            return new HttpProxy(address, Optional.empty());
        }
        Path file = login.get().passwordFile();
        byte[] content = PrivateFile.read(file, LONGEST);
        int end = 0;
        while (end < content.length && content[end] != '\n' && content[end] != '\r') {
            end++;
        }
        byte[] password = Arrays.copyOf(content, end);
        try {
            if (end == 0) {
                throw new IOException(
                        "%s: the first line is empty; the proxy's password belongs there".formatted(file));
            }
            return new HttpProxy(
                    address, Optional.of(new HttpProxy.Login(login.get().user(), SecretBytes.copyOf(password))));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(NAME, e.getMessage()), e);
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(password, (byte) 0);
        }
    }
}
