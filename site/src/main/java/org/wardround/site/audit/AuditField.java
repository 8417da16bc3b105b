package org.wardround.site.audit;

import java.util.Collection;
import java.util.List;

/** A name and what stands under it in a line. */
public record AuditField(String name, Value value) {
    /** What a field can hold. */
    public sealed interface Value {
        /** A text. */
        record Text(String text) implements Value {
            @Override
            public String toString() {
                return text;
            }
        }

        /** A whole number from 0. */
        record Whole(long number) implements Value {
            public Whole {
                if (number < 0) {
                    throw new IllegalArgumentException("numbers in the audit log start at 0, got " + number);
                }
            }

            @Override
            public String toString() {
                return Long.toString(number);
            }
        }

        /** Names in their order. */
        record Names(List<String> names) implements Value {
            public Names {
                names = List.copyOf(names);
            }

            @Override
            public String toString() {
                return String.join(", ", names);
            }
        }
    }

    static AuditField text(String name, Object text) {
        return new AuditField(name, new Value.Text(text.toString()));
    }

    static AuditField whole(String name, long number) {
        return new AuditField(name, new Value.Whole(number));
    }

    static AuditField names(String name, Collection<?> names) {
        return new AuditField(
                name, new Value.Names(names.stream().map(Object::toString).toList()));
    }
}
