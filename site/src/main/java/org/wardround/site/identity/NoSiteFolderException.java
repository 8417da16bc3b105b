package org.wardround.site.identity;

import java.io.IOException;

/** A folder is not that of a site that has enrolled. The message says all: which folder, and what to do. */
public final class NoSiteFolderException extends IOException {
    private static final long serialVersionUID = 1;

    NoSiteFolderException(String message) {
        super(message);
    }
}
