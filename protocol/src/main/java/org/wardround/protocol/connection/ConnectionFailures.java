package org.wardround.protocol.connection;

import io.grpc.netty.shaded.io.netty.handler.proxy.HttpProxyHandler.HttpProxyConnectException;
import io.grpc.netty.shaded.io.netty.handler.proxy.ProxyConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.ErrorDetails;

/** Words for connections that did not come about or broke: what it was, what to do, whom to ask. Stateless. */
public final class ConnectionFailures {
    /** What gRPC says of calls under way when its channel is closed. */
    private static final String CLOSED_HERE = "Channel shutdownNow invoked";

    private static final int MOST_CAUSES = 20;

    private ConnectionFailures() {}

    /**
     * What a failure below the protocol is to the caller: CONNECTION_UNTRUSTED where TLS was what failed, else UNREACHABLE.
     *
     * @param otherwise what to say where no cause says anything
     */
    public static FederationException of(Route route, @Nullable Throwable thrown, String otherwise) {
        List<Throwable> causes = causes(thrown);
        Optional<String> proxy = route.proxy().flatMap(known -> ofProxy(route, known, causes));
        if (proxy.isPresent()) {
            return new FederationException(ErrorCode.UNREACHABLE, proxy.get());
        }
        String reason = reason(causes, otherwise);
        if (reason.equals(CLOSED_HERE)) {
            return new FederationException(
                    ErrorCode.UNREACHABLE, "the connection to %s was closed here".formatted(route));
        }
        if (causes.stream().anyMatch(ConnectionFailures::isUntrusted)) {
            return new FederationException(
                    ErrorCode.CONNECTION_UNTRUSTED,
                    "no trusted connection to %s (%s): check both certificates, their dates and the clock, and whether something between opens TLS connections"
                            .formatted(route, reason));
        }
        return new FederationException(
                ErrorCode.UNREACHABLE,
                "nothing answers at %s (%s): check the address, the proxy and that the coordinator runs"
                        .formatted(route, reason));
    }

    /** The innermost message, which says most: "certificate expired" rather than "io exception". */
    public static String reason(@Nullable Throwable thrown, String otherwise) {
        return reason(causes(thrown), otherwise);
    }

    private static String reason(List<Throwable> causes, String otherwise) {
        String reason = otherwise;
        for (Throwable cause : causes) {
            if (cause.getMessage() != null) {
                reason = cause.getMessage();
            }
        }
        return ErrorDetails.words(plain(reason));
    }

    /** In the network's words where the library's own say how it works inside. */
    private static String plain(String reason) {
        return reason.contains("Connection refused") ? "connection refused" : reason;
    }

    private static List<Throwable> causes(@Nullable Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        Throwable cause = thrown;
        while (cause != null && causes.size() < MOST_CAUSES) {
            causes.add(cause);
            cause = cause.getCause();
        }
        return causes;
    }

    private static boolean isUntrusted(Throwable cause) {
        return cause instanceof SSLException || cause instanceof CertificateException;
    }

    private static Optional<String> ofProxy(Route route, HttpProxy proxy, List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof ProxyConnectException refused) {
                return Optional.of(ProxyAnswer.of(refused).words(route, proxy));
            }
        }
        // Nothing but the proxy is looked up or called from here; a connection through it that breaks later says it
        // otherwise.
        for (Throwable cause : causes) {
            if (cause instanceof UnknownHostException) {
                return Optional.of(
                        "this computer knows no address of the proxy %s: check its name, and ask the network's administrators"
                                .formatted(proxy));
            }
            if (cause instanceof SocketException && cause.getClass() != SocketException.class) {
                return Optional.of(
                        "nothing answers at the proxy %s (%s): check its name and port, and ask the network's administrators"
                                .formatted(proxy, reason(causes, "")));
            }
        }
        return Optional.empty();
    }

    /** What a proxy said to CONNECT; status 0 where it said nothing that can be read. */
    private record ProxyAnswer(int status, boolean nameUnknown) {
        private static final String STATUS = "status: ";

        static ProxyAnswer of(ProxyConnectException refused) {
            String message = String.valueOf(refused.getMessage());
            int at = message.lastIndexOf(STATUS);
            boolean unknown = refused instanceof HttpProxyConnectException answered
                    && answered.headers() != null
                    && (String.valueOf(answered.headers().get("X-Squid-Error")).contains("DNS")
                            || String.valueOf(answered.headers().get("Proxy-Status"))
                                    .contains("dns_"));
            return new ProxyAnswer(at < 0 ? 0 : number(message.substring(at + STATUS.length())), unknown);
        }

        private static int number(String text) {
            return text.matches("[1-9][0-9]{2}\\b.*") ? Integer.parseInt(text.substring(0, 3)) : 0;
        }

        String words(Route route, HttpProxy proxy) {
            if (nameUnknown) {
                return "the proxy %s knows no address of %s (%d): check the coordinator's name with its operator, and ask the network's administrators to let the proxy look it up"
                        .formatted(proxy, route.coordinator().server().host(), status);
            }
            return switch (status) {
                case 0 ->
                    "the proxy %s gave no answer that can be read: check that it is a proxy for HTTP CONNECT, and ask the network's administrators"
                            .formatted(proxy);
                case 407 ->
                    proxy.login().isPresent()
                            ? "the proxy %s does not take the login of user %s (407): check the user and the file with the password, and ask the network's administrators whether basic authentication is allowed"
                                    .formatted(proxy, proxy.login().get().user())
                            : "the proxy %s asks for a login (407): ask the network's administrators for a user and a password, and set both"
                                    .formatted(proxy);
                case 401, 403, 405 ->
                    "the proxy %s refuses the way to %s (%d): ask the network's administrators to allow CONNECT to that name and port"
                            .formatted(proxy, route, status);
                default ->
                    "the proxy %s does not get through to %s (%d): check with the coordinator's operator that it runs there, and ask the network's administrators whether the proxy may call it and knows its name"
                            .formatted(proxy, route, status);
            };
        }
    }
}
