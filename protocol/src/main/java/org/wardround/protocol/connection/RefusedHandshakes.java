package org.wardround.protocol.connection;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.X509TrustManager;
import org.wardround.protocol.message.ErrorDetails;

/** Trusts as another trust manager does, and counts what it refuses; every hundredth is logged. Thread-safe. */
public final class RefusedHandshakes implements X509TrustManager {
    private static final System.Logger LOG = System.getLogger(RefusedHandshakes.class.getName());
    private static final int LOGGED_EVERY = 100;

    private final X509TrustManager trusted;
    private final AtomicLong refused = new AtomicLong();

    public RefusedHandshakes(X509TrustManager trusted) {
        this.trusted = trusted;
    }

    /** Refused since the start. */
    public long count() {
        return refused.get();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            trusted.checkClientTrusted(chain, authType);
        } catch (CertificateException e) {
            long count = refused.getAndIncrement();
            if (count % LOGGED_EVERY == 0) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "client certificate refused code=CONNECTION_UNTRUSTED count={0} subject={1} reason={2}",
                        count + 1,
                        ErrorDetails.words(chain[0].getSubjectX500Principal().getName()),
                        ErrorDetails.words(String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trusted.checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trusted.getAcceptedIssuers();
    }
}
