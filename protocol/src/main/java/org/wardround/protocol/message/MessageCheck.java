package org.wardround.protocol.message;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.FieldRule.Content;
import org.wardround.protocol.message.FieldRule.Inner;
import org.wardround.protocol.message.FieldRule.Many;
import org.wardround.protocol.v1.Signed;

/** Holds a message, and all messages inside it, against {@link MessageRules}. */
final class MessageCheck {
    private MessageCheck() {}

    /** Throws {@link FederationException} MALFORMED_MESSAGE that names the first field that breaks its rule; never shows what the field holds. */
    static void check(Message message) {
        check(message, message.getDescriptorForType().getName());
    }

    private static void check(Message message, String where) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            String place = where + "." + field.getName();
            FieldRule rule = MessageRules.of(field);
            if (rule instanceof Many many) {
                checkAll((List<?>) message.getField(field), many, place);
            } else if (field.getJavaType() == JavaType.MESSAGE) {
                checkInner(message, field, rule, place);
            } else if (!field.hasPresence() || message.hasField(field)) {
                checkValue(message.getField(field), rule, place);
            }
        }
    }

    private static void checkAll(List<?> values, Many rule, String where) {
        if (values.size() > rule.count()) {
            throw malformed(where, rule.words());
        }
        int place = 0;
        for (Object value : values) {
            checkOne(value, rule.each(), where + "[" + place++ + "]");
        }
    }

    private static void checkInner(Message message, FieldDescriptor field, FieldRule rule, String where) {
        if (message.hasField(field)) {
            checkOne(message.getField(field), rule, where);
        } else if (!(rule instanceof Inner inner) || inner.required()) {
            throw malformed(where, "required");
        }
    }

    private static void checkOne(Object value, FieldRule rule, String where) {
        if (rule instanceof Content content) {
            check((Message) value, where);
            check(parseContent((Signed) value, content, where), where + ".content");
        } else if (value instanceof Message inner) {
            check(inner, where);
        } else {
            checkValue(value, rule, where);
        }
    }

    private static Message parseContent(Signed signed, Content rule, String where) {
        if (signed.getContent().size() > rule.most()) {
            throw malformed(where, rule.words());
        }
        try {
            return rule.prototype().getParserForType().parseFrom(signed.getContent());
        } catch (InvalidProtocolBufferException e) {
            throw malformed(where, rule.words());
        }
    }

    private static void checkValue(Object value, FieldRule rule, String where) {
        if (!rule.allows(value)) {
            throw malformed(where, rule.words());
        }
    }

    private static FederationException malformed(String where, String rule) {
        return new FederationException(ErrorCode.MALFORMED_MESSAGE, "%s breaks its rule: %s".formatted(where, rule));
    }
}
