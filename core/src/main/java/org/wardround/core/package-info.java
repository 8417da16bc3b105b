/**
 * The language that all parts of Wardround share, free of third-party code so that an auditor can read it whole. Sub-packages hold one
 * subject each. Nothing here opens a socket or knows the time, and only {@code vector}, {@code storage} and {@code trust} touch files.
 */
@NullMarked
package org.wardround.core;

import org.jspecify.annotations.NullMarked;
