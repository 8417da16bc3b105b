package org.wardround.site.policy;

import org.wardround.core.error.ErrorCode;

/**
 * Something that is asked and not allowed: expected, hence a value. What an audit line says of it.
 *
 * @param key of the policy, such as {@code limits.runs}
 * @param asked what was asked, in words; holds no count of patients
 * @param allowed what the policy says of it, in words that go after "the policy"
 */
public record PolicyRefusal(String key, String asked, String allowed) {
    /** The code that the coordinator is told. */
    public ErrorCode code() {
        return key.equals(PolicyCheck.PATIENTS) ? ErrorCode.TOO_FEW_PATIENTS : ErrorCode.NOT_ALLOWED;
    }

    /** One plain sentence, without a stop. */
    @Override
    public String toString() {
        return "%s: %s; the policy %s".formatted(key, asked, allowed);
    }
}
