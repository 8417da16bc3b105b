/**
 * {@code wardround privacy}: what noise costs in ε and what ε costs in noise. The arithmetic is in {@code org.wardround.privacy.accounting}; here are only its words and plots.
 */
@NullMarked
package org.wardround.cli.privacy;

import org.jspecify.annotations.NullMarked;
