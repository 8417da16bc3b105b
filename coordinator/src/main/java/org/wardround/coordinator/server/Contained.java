package org.wardround.coordinator.server;

import com.google.protobuf.InvalidProtocolBufferException;
import org.wardround.core.error.ErrorCode;
import org.wardround.protocol.v1.Figure;
import org.wardround.protocol.v1.Joined;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;

/** What is inside of messages that have passed the protocol's checks. */
final class Contained {
    private Contained() {}

    static Joined joined(Signed signed) {
        try {
            return Joined.parseFrom(signed.getContent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("checked before", e);
        }
    }

    static Submission submission(Signed signed) {
        try {
            return Submission.parseFrom(signed.getContent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("checked before", e);
        }
    }

    static Figure figure(Signed signed) {
        try {
            return Figure.parseFrom(signed.getContent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("checked before", e);
        }
    }

    /** A code that this version does not know counts as a defect of the other side. */
    static ErrorCode code(String name) {
        try {
            return ErrorCode.valueOf(name);
        } catch (IllegalArgumentException e) {
            return ErrorCode.INTERNAL;
        }
    }
}
