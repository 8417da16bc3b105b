package org.wardround.cli.network;

import com.google.protobuf.InvalidProtocolBufferException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.SubmitRequest;

/** A wire on which some answers of one site are lost, and nothing is told that is not so. */
abstract class LostAnswers implements Lie {
    private final SiteId site;

    LostAnswers(SiteId site) {
        this.site = site;
    }

    /** Whether this answer of the site does not arrive; asked each time it is sent. */
    abstract boolean isLost(Submission submission);

    @Override
    public final SecureReply tell(SiteId to, SecureRequest request, SecureReply truth) {
        return truth;
    }

    @Override
    public final SiteApi between(SiteId caller, SiteApi honest) {
        if (!caller.equals(site)) {
            return honest;
        }
        return (SiteApi) Proxy.newProxyInstance(
                SiteApi.class.getClassLoader(), new Class<?>[] {SiteApi.class}, (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments[arguments.length - 1] instanceof SubmitRequest request
                            && isLost(submission(request))) {
                        return CompletableFuture.failedFuture(
                                new FederationException(ErrorCode.UNREACHABLE, "lost on the way"));
                    }
                    try {
                        return method.invoke(honest, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Submission submission(SubmitRequest request) throws InvalidProtocolBufferException {
        return Submission.parseFrom(request.getSubmission().getContent());
    }
}
