/**
 * The commands over a hospital's audit log: shown, checked, handed on. What a line means and what holds is decided in {@code site.audit}; nothing here
 * writes to a log.
 */
@NullMarked
package org.wardround.cli.audit;

import org.jspecify.annotations.NullMarked;
