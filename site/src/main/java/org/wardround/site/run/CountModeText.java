package org.wardround.site.run;

import com.google.protobuf.ByteString;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.publish.counts.CountMode;

/** How a site gives the counts of its patients, as the journal has it: the policy's word, and of noise its ε and δ. */
final class CountModeText {
    private CountModeText() {}

    static ByteString of(CountMode mode) {
        return ByteString.copyFromUtf8(
                mode instanceof CountMode.Noised noised
                        ? "%s %s %s".formatted(mode.word(), noised.epsilon(), noised.delta())
                        : mode.word());
    }

    /** @throws FederationException STORAGE_CORRUPT where it is no mode: counts must never leave as they are by mistake */
    static CountMode read(ByteString text) {
        String[] words = text.toStringUtf8().split(" ", -1);
        if (words.length == 1 && words[0].equals(CountMode.SHOWN.word())) {
            return CountMode.SHOWN;
        }
        if (words.length == 1 && words[0].equals(CountMode.OWN_THRESHOLD.word())) {
            return CountMode.OWN_THRESHOLD;
        }
        try {
            if (words.length == 3 && words[0].equals("noised")) {
                return new CountMode.Noised(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
            }
        } catch (IllegalArgumentException e) {
            // Told below, with what to do.
        }
        throw new FederationException(
                ErrorCode.STORAGE_CORRUPT,
                "the journal gives the counts of a run in a way that this version does not know; use the version that wrote it");
    }
}
