package org.wardround.site.service;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.transport.Transport;
import org.wardround.site.identity.CertificateRenewal;
import org.wardround.site.identity.SiteFolder;

/**
 * Renews the certificate of a running agent when a third of its life is left, and tries again after pauses that grow from a minute to an hour. Connections that are open
 * end what is under way; the next call is made with the new certificate. Not thread-safe.
 */
final class CertificateUpkeep {
    private static final System.Logger LOG = System.getLogger(CertificateUpkeep.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final SiteFolder folder;
    private final RenewableKey key;
    private final Transport transport;
    private final Runnable reconnect;
    private final InstantSource clock;
    private X509Certificate current;
    private Instant next = Instant.MIN;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param key shown in handshakes
     * @param reconnect makes later calls show what {@code key} holds then
     */
    CertificateUpkeep(SiteFolder folder, RenewableKey key, Transport transport, Runnable reconnect, InstantSource clock)
            throws IOException {
        this.folder = folder;
        this.key = key;
        this.transport = transport;
        this.reconnect = reconnect;
        this.clock = clock;
        this.current = folder.tls().certificates().get(0);
    }

    /**
     * To be called often.
     *
     * @throws FederationException NO_CERTIFICATE where the certificate has ended: nobody is there who would renew it
     */
    void look() {
        Instant now = clock.instant();
        Instant end = current.getNotAfter().toInstant();
        if (!now.isBefore(end)) {
            throw ended(end, now);
        }
        if (now.isBefore(CertificateRenewal.due(current)) || now.isBefore(next)) {
            return;
        }
        try {
            renew(now);
        } catch (FederationException | IOException e) {
            next = now.plus(pause);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the certificate, which ends on {0}, is not renewed yet: {1}; tried again in {2} minutes",
                    end,
                    e.getMessage(),
                    pause.toMinutes());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void renew(Instant now) throws IOException {
        TlsIdentity fresh = CertificateRenewal.renew(folder, transport, now);
        key.replace(fresh);
        reconnect.run();
        current = fresh.certificates().get(0);
        pause = FIRST_PAUSE;
        LOG.log(
                System.Logger.Level.INFO,
                "the certificate is renewed, and holds until {0}",
                current.getNotAfter().toInstant());
    }

    private FederationException ended(Instant end, Instant now) {
        return new FederationException(
                ErrorCode.NO_CERTIFICATE,
                "the certificate in %s has ended on %s, and it is %s by this computer's clock. If the clock is right, ask the coordinator's operator for a token and an administrator for a place in the roster, and enrol into a new folder: `wardround site enroll`"
                        .formatted(folder.path(), end, now));
    }
}
