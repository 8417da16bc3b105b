package org.wardround.cli.network;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.wardround.protocol.transport.SiteApi;

/** The coordinator of the moment: after a restart calls reach the new one. */
final class Forwarding {
    private Forwarding() {}

    static SiteApi to(Supplier<? extends SiteApi> current) {
        return (SiteApi) Proxy.newProxyInstance(
                SiteApi.class.getClassLoader(), new Class<?>[] {SiteApi.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(current.get(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
