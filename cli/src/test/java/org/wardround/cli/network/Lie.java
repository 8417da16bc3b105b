package org.wardround.cli.network;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.wardround.core.identity.SiteId;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;

/** A coordinator that is honest but for what it tells sites in a sum under masks. */
@FunctionalInterface
interface Lie {
    SecureReply tell(SiteId site, SecureRequest sent, SecureReply truth);

    /** What {@code site} calls. */
    default SiteApi between(SiteId site, SiteApi honest) {
        return (SiteApi) Proxy.newProxyInstance(
                SiteApi.class.getClassLoader(), new Class<?>[] {SiteApi.class}, (proxy, method, arguments) -> {
                    try {
                        Object reply = method.invoke(honest, arguments);
                        return arguments != null && arguments[arguments.length - 1] instanceof SecureRequest sent
                                ? ((CompletableFuture<?>) reply).thenApply(told -> tell(site, sent, (SecureReply) told))
                                : reply;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
