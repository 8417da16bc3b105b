package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.protocol.message.ErrorDetails;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;

/**
 * Carries bytes between sites and coordinator and loses, doubles, truncates, delays and so reorders them, and cuts sites off for a while. A message is framed as gRPC
 * frames it: one that comes in shorter than it says is refused. Not thread-safe.
 */
final class LossyNetwork {
    private static final int USUAL_MILLIS = 6;
    private static final int LATE_MILLIS = 1500;
    private static final int LONGEST_PARTITION_MILLIS = 2000;

    private final VirtualTime time;
    private final SeededStream random;
    private final Map<SiteId, Long> cutOffUntil = new HashMap<>();
    private Weather weather;

    LossyNetwork(VirtualTime time, SeededStream random, Weather weather) {
        this.time = time;
        this.random = random;
        this.weather = weather;
    }

    void becomes(Weather next) {
        weather = next;
        if (next == Weather.FAIR) {
            cutOffUntil.clear();
        }
    }

    void cutOff(SiteId site) {
        cutOffUntil.put(site, time.now() + 1 + random.nextInt(LONGEST_PARTITION_MILLIS));
    }

    /** Whether a transfer between a site and the coordinator breaks off now. */
    boolean breaksOff(SiteId site) {
        return isCutOff(site) || random.nextDouble() < weather.dropped();
    }

    /** A call: {@code answerer} is the coordinator, {@code replied} hears the reply or the refusal, once for each that comes. */
    void call(SiteId site, Method method, Message request, Function<Message, Message> answerer, Heard replied) {
        byte[] bytes = MessageCodec.encodeRequest(method, request, ProtocolVersion.CURRENT);
        carry(site, bytes, arrived -> {
            byte[] reply;
            try {
                Message answer = answerer.apply(MessageCodec.decodeRequest(method, arrived));
                reply = tagged(0, MessageCodec.encodeReply(method, answer, ProtocolVersion.CURRENT));
            } catch (Unanswered e) {
                return;
            } catch (FederationException refusal) {
                reply = tagged(1, ErrorDetails.encode(refusal, ProtocolVersion.CURRENT));
            }
            carry(site, reply, back -> {
                byte[] content = Arrays.copyOfRange(back, 1, back.length);
                if (back[0] == 0) {
                    replied.hears(MessageCodec.decodeReply(method, content), null);
                } else {
                    replied.hears(null, ErrorDetails.decode(content, ErrorCode.INTERNAL));
                }
            });
        });
    }

    /** Nobody is there to answer. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    interface Heard {
        void hears(
                @org.jspecify.annotations.Nullable Message reply,
                @org.jspecify.annotations.Nullable FederationException refusal);
    }

    private static byte[] tagged(int kind, byte[] content) {
        return ByteBuffer.allocate(1 + content.length)
                .put((byte) kind)
                .put(content)
                .array();
    }

    private void carry(SiteId site, byte[] content, Consumer<byte[]> arrives) {
        byte[] frame = ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .array();
        if (random.nextDouble() < weather.dropped()) {
            return;
        }
        int copies = random.nextDouble() < weather.doubled() ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            byte[] sent = random.nextDouble() < weather.truncated()
                    ? Arrays.copyOf(frame, random.nextInt(frame.length))
                    : frame;
            int delay = 1 + random.nextInt(USUAL_MILLIS);
            if (random.nextDouble() < weather.late()) {
                delay += random.nextInt(LATE_MILLIS);
            }
            time.after(delay, () -> {
                if (!isCutOff(site)) {
                    unframed(sent, arrives);
                }
            });
        }
    }

    private boolean isCutOff(SiteId site) {
        return cutOffUntil.getOrDefault(site, 0L) > time.now();
    }

    private static void unframed(byte[] frame, Consumer<byte[]> arrives) {
        if (frame.length >= Integer.BYTES && ByteBuffer.wrap(frame).getInt() == frame.length - Integer.BYTES) {
            arrives.accept(Arrays.copyOfRange(frame, Integer.BYTES, frame.length));
        } else {
            requireRefusable(frame);
        }
    }

    // Behind the frame the codec must stand what is cut short as well: it refuses, or reads a shorter message, and
    // nothing else.
    private static void requireRefusable(byte[] frame) {
        byte[] rest =
                frame.length <= Integer.BYTES ? new byte[0] : Arrays.copyOfRange(frame, Integer.BYTES, frame.length);
        for (Method method : new Method[] {Method.SUBMIT, Method.POLL}) {
            try {
                assertThat(MessageCodec.decodeRequest(method, rest)).isNotNull();
            } catch (FederationException refused) {
                assertThat(refused.code())
                        .isIn(ErrorCode.MALFORMED_MESSAGE, ErrorCode.VERSION_UNSUPPORTED, ErrorCode.MESSAGE_TOO_LARGE);
            }
        }
    }
}
