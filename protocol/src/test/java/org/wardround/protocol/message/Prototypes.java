package org.wardround.protocol.message;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;

/** The empty message of a type, found by its name. */
final class Prototypes {
    private Prototypes() {}

    static Message of(Descriptor type) {
        try {
            Class<?> messages = Class.forName("org.wardround.protocol.v1." + type.getName());
            return Internal.getDefaultInstance(messages.asSubclass(Message.class));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
