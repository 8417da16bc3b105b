package org.wardround.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.protocol.v1.DeclineRequest;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.protocol.v1.UploadPart;

final class MessageCodecTest {
    private static final ProtocolVersion LATER = new ProtocolVersion(1, 2);

    @Test
    void a_message_carries_the_version_it_was_sent_at() {
        for (ProtocolVersion version : new ProtocolVersion[] {ProtocolVersion.OLDEST, ProtocolVersion.CURRENT}) {
            byte[] bytes = MessageCodec.encodeRequest(Method.ROSTER, RosterRequest.getDefaultInstance(), version);

            assertThat(MessageCodec.versionOf(MessageCodec.decodeRequest(Method.ROSTER, bytes)))
                    .isEqualTo(version);
        }
    }

    @Test
    void another_version_is_refused_in_every_call_but_hello() {
        byte[] roster = MessageCodec.encodeRequest(Method.ROSTER, RosterRequest.getDefaultInstance(), LATER);
        byte[] hello = MessageCodec.encodeRequest(
                Method.HELLO, HelloRequest.newBuilder().setLowestMinor(1).build(), LATER);

        assertThatThrownBy(() -> MessageCodec.decodeRequest(Method.ROSTER, roster))
                .hasMessage(
                        "this side speaks protocol 1.0 to 1.1, the other 1.2: install the older side's next version");
        assertThat(MessageCodec.decodeRequest(Method.HELLO, hello)).isInstanceOf(HelloRequest.class);
    }

    @Test
    void both_sides_settle_on_the_newest_version_that_both_speak() {
        assertThat(ProtocolVersion.common(LATER, 1)).isEqualTo(new ProtocolVersion(1, 1));
        assertThat(ProtocolVersion.common(ProtocolVersion.OLDEST, 0)).isEqualTo(ProtocolVersion.OLDEST);
        assertThatThrownBy(() -> ProtocolVersion.common(new ProtocolVersion(1, 3), 2))
                .isInstanceOf(FederationException.class);
        assertThatThrownBy(() -> ProtocolVersion.common(new ProtocolVersion(2, 0), 0))
                .isInstanceOf(FederationException.class);
    }

    @Test
    void a_field_outside_its_limits_is_named_and_its_value_is_not_shown() {
        PollRequest request = PollRequest.newBuilder()
                .setVersion(ProtocolVersion.CURRENT.toMessage())
                .setWaitMillis(60_000)
                .build();

        assertThatThrownBy(() -> MessageCodec.decodeRequest(Method.POLL, request.toByteArray()))
                .hasMessage("PollRequest.wait_millis breaks its rule: 0 to 25000")
                .extracting(thrown -> ((FederationException) thrown).code())
                .isEqualTo(ErrorCode.MALFORMED_MESSAGE);
    }

    @Test
    void a_message_without_a_version_is_refused() {
        byte[] none = UploadPart.getDefaultInstance().toByteArray();

        assertThatThrownBy(() -> MessageCodec.decodeRequest(Method.UPLOAD, none))
                .hasMessage("UploadPart.version breaks its rule: required");
    }

    @Test
    void whoever_sends_too_much_is_told_before_it_leaves() {
        DeclineRequest request = DeclineRequest.newBuilder()
                .setRun("run-1")
                .setStudy(ByteString.copyFrom(new byte[32]))
                .setCode("NOT_APPROVED")
                .setReason("x".repeat(Limits.REASON_CHARACTERS + 1))
                .build();

        assertThatThrownBy(() -> MessageCodec.encodeRequest(Method.DECLINE, request, ProtocolVersion.CURRENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "DeclineRequest.reason breaks its rule: text of at most 500 characters, no control characters");
    }

    @Test
    void unknown_fields_of_a_later_minor_are_dropped() {
        byte[] known =
                MessageCodec.encodeRequest(Method.ROSTER, RosterRequest.getDefaultInstance(), ProtocolVersion.CURRENT);
        ByteString later = ByteString.copyFrom(known)
                .concat(PollRequest.newBuilder().setWaitMillis(7).build().toByteString());

        assertThat(MessageCodec.decodeRequest(Method.ROSTER, later.toByteArray())
                        .getUnknownFields()
                        .asMap())
                .isEmpty();
    }

    @Test
    void an_error_keeps_its_code_and_loses_control_characters() {
        FederationException problem = new FederationException(ErrorCode.UNKNOWN_RUN, "no run\r\n'x'");

        FederationException back =
                ErrorDetails.decode(ErrorDetails.encode(problem, ProtocolVersion.CURRENT), ErrorCode.INTERNAL);

        assertThat(back.code()).isEqualTo(ErrorCode.UNKNOWN_RUN);
        assertThat(back).hasMessage("no run  'x'");
    }

    @Test
    void the_chain_of_a_transcript_is_the_documents_formula() {
        ByteString first = ByteString.copyFromUtf8("first");
        ByteString second = ByteString.copyFromUtf8("second");
        ByteString label = ByteString.copyFromUtf8("wardround/v1/transcript\0");
        Sha256 h0 = Sha256.of(label.concat(first).toByteArray());
        Sha256 h1 = Sha256.of(Digests.toBytes(h0).concat(second).toByteArray());

        TranscriptChain chain = TranscriptChain.empty().with(first).with(second);

        assertThat(chain.head().getLength()).isEqualTo(2);
        assertThat(Digests.of(chain.head().getHash())).isEqualTo(h1);
        assertThat(TranscriptChain.at(TranscriptChain.empty().with(first).head())
                        .with(second)
                        .head())
                .isEqualTo(chain.head());
    }
}
