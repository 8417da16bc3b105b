package org.wardround.protocol.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.regex.Pattern;
import org.wardround.core.identity.SiteId;

/** What a field may hold. */
sealed interface FieldRule {
    /** As the document of the protocol says it. */
    String words();

    /** Whether {@code value}, of the field's own Java type, keeps the rule; messages inside are looked at elsewhere. */
    boolean allows(Object value);

    record Bytes(int least, int most) implements FieldRule {
        @Override
        public String words() {
            return least == most ? "%d bytes".formatted(least) : "%d to %d bytes".formatted(least, most);
        }

        @Override
        public boolean allows(Object value) {
            int size = ((ByteString) value).size();
            return size >= least && size <= most;
        }
    }

    /** As {@code rule}, or left out. */
    record OrEmpty(FieldRule rule) implements FieldRule {
        @Override
        public String words() {
            return rule.words() + ", or empty";
        }

        @Override
        public boolean allows(Object value) {
            boolean empty = value instanceof ByteString bytes ? bytes.isEmpty() : value.equals("");
            return empty || rule.allows(value);
        }
    }

    /** Words for people, on one line or several. */
    record Text(int characters) implements FieldRule {
        @Override
        public String words() {
            return "text of at most %d characters, no control characters".formatted(characters);
        }

        @Override
        public boolean allows(Object value) {
            String text = (String) value;
            return text.length() <= characters && text.chars().noneMatch(Character::isISOControl);
        }
    }

    record Name(String words, Pattern pattern) implements FieldRule {
        @Override
        public boolean allows(Object value) {
            return pattern.matcher((String) value).matches();
        }
    }

    record Site() implements FieldRule {
        @Override
        public String words() {
            return "a site's name";
        }

        @Override
        public boolean allows(Object value) {
            return SiteId.isValid((String) value);
        }
    }

    /** An unsigned number. */
    record Number(long least, long most) implements FieldRule {
        @Override
        public String words() {
            return "%d to %d".formatted(least, most);
        }

        @Override
        public boolean allows(Object value) {
            long number = value instanceof Integer small ? Integer.toUnsignedLong(small) : (Long) value;
            return number >= least && number <= most;
        }
    }

    record Any(String words) implements FieldRule {
        @Override
        public boolean allows(Object value) {
            return true;
        }
    }

    /** A message that keeps its own rules. */
    record Inner(boolean required) implements FieldRule {
        @Override
        public String words() {
            return required ? "required" : "may be absent";
        }

        @Override
        public boolean allows(Object value) {
            return true;
        }
    }

    /** A signed message whose content is {@code prototype}, which keeps its own rules. */
    record Content(Message prototype, int most) implements FieldRule {
        @Override
        public String words() {
            return "required; content %s of at most %d bytes"
                    .formatted(prototype.getDescriptorForType().getName(), most);
        }

        @Override
        public boolean allows(Object value) {
            return true;
        }
    }

    /** At most {@code count} values that each keep {@code each}. */
    record Many(FieldRule each, int count) implements FieldRule {
        @Override
        public String words() {
            return each instanceof Inner
                    ? "at most %d".formatted(count)
                    : "at most %d, each %s".formatted(count, each.words());
        }

        @Override
        public boolean allows(Object value) {
            return each.allows(value);
        }
    }
}
