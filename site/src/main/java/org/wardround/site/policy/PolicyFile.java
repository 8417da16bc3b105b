package org.wardround.site.policy;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.wardround.study.document.Document;
import org.wardround.study.document.Schema;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.problem.ProblemsException;

/** Reads {@code policy.yaml}. */
public final class PolicyFile {
    /** The usual name of the file. */
    public static final String NAME = "policy.yaml";

    private PolicyFile() {}

    /** The JSON Schema of policies, with a description of every key. */
    public static Schema schema() {
        return ShippedSchema.POLICY.schema();
    }

    /**
     * Reads a policy of at most 1 MiB; where there is no such file, {@link Policy#DENY_ALL}.
     *
     * @throws ProblemsException with everything that is wrong with the file: a policy that is not understood is no policy
     */
    public static Policy read(Path path) {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Policy.DENY_ALL;
        }
        return read(Document.read(path, Document.ONE_MEBIBYTE));
    }

    /**
     * The policy of bytes that were read before.
     *
     * @param path for messages
     * @throws ProblemsException with everything that is wrong
     */
    public static Policy of(Path path, byte[] bytes) {
        return read(Document.of(path, bytes));
    }

    private static Policy read(Document document) {
        schema().check(document);
        Policy policy = PolicyReader.read(document.root())
                .orElseThrow(() -> new ProblemsException(document.problems().sorted()));
        document.problems().throwIfErrors();
        return policy;
    }
}
