package org.wardround.site.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.wardround.core.doctor.Finding;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.ServerAddress;
import org.wardround.protocol.client.Transports;
import org.wardround.protocol.connection.HttpProxy;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.ShownCertificates;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.run.SiteRunDefinition;

/** What stands between a site and its coordinator. Stateless. */
final class NetworkChecks {
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(1);
    private static final Duration CLOCKS_MUST_NOT_DIFFER = Duration.ofMinutes(30);
    private static final String IT = "your IT department";
    private static final String OPERATOR = "the coordinator's operator";

    private NetworkChecks() {}

    /** Of the proxy where there is one: it looks the coordinator's name up itself. */
    static Finding name(SiteFolder folder) throws IOException {
        ServerAddress address = folder.route()
                .proxy()
                .map(HttpProxy::address)
                .orElse(folder.coordinator().server());
        try {
            InetAddress[] found = InetAddress.getAllByName(address.host());
            return Finding.fine(
                    found.length == 1 ? "the name has 1 address" : "the name has %d addresses".formatted(found.length),
                    address.host());
        } catch (UnknownHostException e) {
            return Finding.error(
                    "the name can't be looked up",
                    address.host(),
                    "try it with nslookup; where names are resolved by a proxy alone, an entry in the hosts file helps",
                    IT);
        }
    }

    /** Who shows a certificate at the coordinator's address: nothing is sent, and whoever it is is not believed. */
    static Finding shown(SiteFolder folder) throws IOException {
        ServerAddress address = folder.coordinator().server();
        Optional<HttpProxy> proxy = folder.route().proxy();
        if (proxy.isPresent()) {
            return Finding.fine(
                    "calls go through the proxy %s, and who answers behind it is checked by the next call"
                            .formatted(proxy.get().address()),
                    address.toString());
        }
        try {
            X509Certificate own = ShownCertificates.at(address).get(0);
            if (ShownCertificates.isIssuedBy(own, folder.authority())) {
                return Finding.fine(
                        "the coordinator shows a certificate of the authority of the token", address.toString());
            }
            return Finding.error(
                    "the certificate shown was issued by %s, which is not the authority of the token: something in between opens TLS"
                            .formatted(own.getIssuerX500Principal().getName()),
                    address.toString(),
                    "have this one address taken out of TLS inspection, in the proxy and in the antivirus",
                    IT);
        } catch (IOException e) {
            return Finding.error(
                    "no TLS connection: " + e.getMessage(),
                    address.toString(),
                    "let this computer call this address and port; check that the coordinator runs",
                    IT + ", then " + OPERATOR);
        }
    }

    /** A call with the site's own certificate, and what the coordinator's clock says. */
    static Finding call(SiteFolder folder, InstantSource clock, String software) throws IOException {
        return call(folder, folder.route(), clock, software);
    }

    /** The same by another way. */
    static Finding call(SiteFolder folder, Route route, InstantSource clock, String software) throws IOException {
        String where = route.coordinator().toString();
        try (Transport transport = Transports.of(route, new RenewableKey(folder.tls()))) {
            HelloReply reply = transport.hello(HelloRequest.newBuilder()
                    .addPrograms(SiteRunDefinition.PROGRAM)
                    .setSoftware(software)
                    .build());
            return clock(Duration.between(Instant.ofEpochMilli(reply.getTimeMillis()), clock.instant()), where);
        } catch (FederationException e) {
            return Finding.error(
                    "the coordinator does not answer this site: %s [%s]".formatted(e.getMessage(), e.code()),
                    where,
                    "do what the message says; docs/protocol.md explains the code",
                    OPERATOR);
        }
    }

    private static Finding clock(Duration ahead, String where) {
        Duration off = ahead.abs();
        if (off.compareTo(CLOCKS_MAY_DIFFER) <= 0) {
            return Finding.fine(
                    "the coordinator answers, and both clocks agree to %d s".formatted(off.toSeconds()), where);
        }
        String what = "the coordinator answers, and this computer's clock is %d s %s"
                .formatted(off.toSeconds(), ahead.isNegative() ? "late" : "early");
        String remedy = "set the clock by NTP: certificates, tokens and hours of the policy go by it";
        return off.compareTo(CLOCKS_MUST_NOT_DIFFER) > 0
                ? Finding.error(what, where, remedy, IT)
                : Finding.warning(what, where, remedy, IT);
    }
}
