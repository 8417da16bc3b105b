package org.wardround.protocol.connection;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose certificates are taken. Stateless. */
public final class Trust {
    /** The one version of TLS. */
    public static final String TLS_VERSION = "TLSv1.3";

    private Trust() {}

    /** Trusts what {@code authorities} issued, by the platform's rules (dates, use, chain). */
    public static X509TrustManager trusting(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry(Integer.toString(i), authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager trusted) {
                    return trusted;
                }
            }
            throw new IllegalStateException("this Java platform checks no X.509 certificates");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the authorities' certificates can't be used", e);
        }
    }
}
