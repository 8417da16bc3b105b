package org.wardround.protocol.message;

import java.util.Arrays;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.v1.ErrorDetail;

/** The bytes that tell the other side what went wrong, and back. */
public final class ErrorDetails {
    private ErrorDetails() {}

    /** The message is cut at the limit and loses its control characters. */
    public static byte[] encode(FederationException problem, ProtocolVersion version) {
        ErrorDetail detail = ErrorDetail.newBuilder()
                .setCode(problem.code().name())
                .setMessage(words(String.valueOf(problem.getMessage())))
                .build();
        return MessageCodec.encodeDetail(detail, version);
    }

    /**
     * What the other side said went wrong. A code that this version does not know becomes {@code otherwise}, with its name in the message; bytes
     * that are no detail become {@code otherwise} too.
     */
    public static FederationException decode(byte[] bytes, ErrorCode otherwise) {
        try {
            ErrorDetail detail = MessageCodec.decodeDetail(bytes);
            return Arrays.stream(ErrorCode.values())
                    .filter(code -> code.name().equals(detail.getCode()))
                    .findFirst()
                    .map(code -> new FederationException(code, detail.getMessage()))
                    .orElseGet(() -> new FederationException(
                            otherwise, "%s: %s".formatted(detail.getCode(), detail.getMessage())));
        } catch (FederationException e) {
            return new FederationException(
                    otherwise, "the other side refused without a reason that can be read: " + e.getMessage());
        }
    }

    /** {@code text} as a reason may be: one line within {@link Limits#REASON_CHARACTERS}. */
    public static String words(String text) {
        String line = text.chars()
                .map(character ->
                        Character.isISOControl(character) || Character.isSurrogate((char) character) ? ' ' : character)
                .limit(Limits.REASON_CHARACTERS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.strip();
    }
}
