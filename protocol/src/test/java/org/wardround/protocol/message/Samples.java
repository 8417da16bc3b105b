package org.wardround.protocol.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardround.protocol.message.FieldRule.Bytes;
import org.wardround.protocol.message.FieldRule.Content;
import org.wardround.protocol.message.FieldRule.Many;
import org.wardround.protocol.message.FieldRule.Number;
import org.wardround.protocol.message.FieldRule.OrEmpty;
import org.wardround.protocol.message.FieldRule.Site;
import org.wardround.protocol.message.FieldRule.Text;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Version;

/** One message of every type, each field set to something its rule allows: the same on every machine and every day. */
public final class Samples {
    private static final int PIECE = 40;

    private Samples() {}

    /** Every message that is sent by itself or inside another, by name; one for each choice where only one field can be set. */
    public static Map<String, Message> all() {
        Map<String, Message> samples = new LinkedHashMap<>();
        for (Descriptor type : MessageRules.messages()) {
            List<OneofDescriptor> choices = type.getRealOneofs();
            if (choices.isEmpty()) {
                samples.put(type.getName(), of(type, null));
            } else {
                for (FieldDescriptor choice : choices.get(0).getFields()) {
                    samples.put(type.getName() + "-" + choice.getName(), of(type, choice));
                }
            }
        }
        return samples;
    }

    /** The sample of a type of message. */
    public static <M extends Message> M of(Class<M> type) {
        return type.cast(of(Internal.getDefaultInstance(type).getDescriptorForType()));
    }

    /** The sample of a type of message. */
    public static Message of(Descriptor type) {
        List<OneofDescriptor> choices = type.getRealOneofs();
        return of(type, choices.isEmpty() ? null : choices.get(0).getField(0));
    }

    private static Message of(Descriptor type, FieldDescriptor choice) {
        if (type.equals(Version.getDescriptor())) {
            return ProtocolVersion.CURRENT.toMessage();
        }
        Message.Builder builder = Prototypes.of(type).newBuilderForType();
        for (FieldDescriptor field : type.getFields()) {
            if (field.getRealContainingOneof() == null || field.equals(choice)) {
                builder.setField(field, value(field, MessageRules.of(field)));
            }
        }
        return builder.build();
    }

    private static Object value(FieldDescriptor field, FieldRule rule) {
        if (rule instanceof Many many) {
            List<Object> values = new ArrayList<>();
            values.add(one(field, many.each()));
            values.add(one(field, many.each()));
            return values;
        }
        return one(field, rule);
    }

    private static Object one(FieldDescriptor field, FieldRule rule) {
        if (rule instanceof OrEmpty optional) {
            return one(field, optional.rule());
        }
        if (rule instanceof Content content) {
            return Signed.newBuilder()
                    .setContent(of(content.prototype().getDescriptorForType()).toByteString())
                    .setSignature(bytes(64, field.getNumber()))
                    .build();
        }
        if (field.getJavaType() == JavaType.MESSAGE) {
            return of(field.getMessageType());
        }
        if (rule instanceof Bytes bytes) {
            return bytes(Math.max(bytes.least(), Math.min(bytes.most(), PIECE)), field.getNumber());
        }
        if (rule instanceof Number number) {
            return number(field, Math.min(number.most(), number.least() + 300L * field.getNumber()));
        }
        if (rule instanceof Site || rule instanceof Text) {
            return "site-" + field.getNumber();
        }
        return switch (field.getJavaType()) {
            case BOOLEAN -> true;
            case DOUBLE -> 0.75;
            case INT, LONG -> number(field, 0x0102030405060708L);
            default -> field.getName().equals("run") ? "run-7" : "TOO_LATE";
        };
    }

    private static Object number(FieldDescriptor field, long value) {
        if (field.getJavaType() == JavaType.INT) {
            return (int) value;
        }
        return value;
    }

    private static ByteString bytes(int count, int first) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (first + i);
        }
        return ByteString.copyFrom(bytes);
    }
}
