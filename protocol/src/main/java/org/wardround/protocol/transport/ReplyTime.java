package org.wardround.protocol.transport;

import com.google.protobuf.Message;
import java.time.Duration;
import org.wardround.protocol.v1.PollRequest;

/** How long a caller waits for a reply. Stateless. */
public final class ReplyTime {
    /** Of a call that is answered at once. */
    public static final Duration USUAL = Duration.ofSeconds(60);

    private ReplyTime() {}

    /** That of {@code request}: of a poll as much longer as it lets the coordinator wait. */
    public static Duration of(Message request) {
        return request instanceof PollRequest poll ? USUAL.plusMillis(poll.getWaitMillis()) : USUAL;
    }
}
