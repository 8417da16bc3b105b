package org.wardround.inference.program;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.update.LocalUpdate;

/** What a site does to answer a question. Called once for each site, from several threads. */
@FunctionalInterface
public interface SiteWork {
    LocalUpdate compute(SiteId site);

    /** A site can't answer; thrown by {@link #compute}. The reason names no patient's value. */
    final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ErrorCode code;

        public RefusedException(ErrorCode code, String reason) {
            super(reason, null, false, false);
            this.code = code;
        }

        public ErrorCode code() {
            return code;
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
