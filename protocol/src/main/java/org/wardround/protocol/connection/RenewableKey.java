package org.wardround.protocol.connection;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one identity in every handshake; it can be replaced while connections are open, which keep the one they began with. Thread-safe. A handshake
 * that is under way while the identity is replaced finds the old one by its alias or fails and is tried again.
 */
public final class RenewableKey extends X509ExtendedKeyManager {
    private volatile Generation current;

    private record Generation(String alias, TlsIdentity identity) {}

    public RenewableKey(TlsIdentity identity) {
        this.current = new Generation("0", identity);
    }

    /** Handshakes from now on show {@code identity}. */
    public synchronized void replace(TlsIdentity identity) {
        int next = Integer.parseInt(current.alias()) + 1;
        current = new Generation(Integer.toString(next), identity);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Generation generation = current;
        return alias.equals(generation.alias())
                ? generation.identity().certificates().toArray(X509Certificate[]::new)
                : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Generation generation = current;
        return alias.equals(generation.alias()) ? generation.identity().key() : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        return suited(keyTypes);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return suited(keyType);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return suited(keyTypes);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return suited(keyType);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = suited(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return getClientAliases(keyType, issuers);
    }

    // Key types are EC, RSA, or of the form EC_EC and UNKNOWN where the engine does not say.
    private @Nullable String suited(String... keyTypes) {
        Generation generation = current;
        String algorithm = generation.identity().key().getAlgorithm();
        for (String keyType : keyTypes) {
            if (keyType.startsWith(algorithm)) {
                return generation.alias();
            }
        }
        return null;
    }
}
