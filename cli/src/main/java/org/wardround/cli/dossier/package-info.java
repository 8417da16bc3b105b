/**
 * The dossier as a page: {@code dossier.html}, to be read on a screen and signed on paper. What it says belongs to {@code site.dossier}; nothing is added to
 * it here but its digest.
 */
@NullMarked
package org.wardround.cli.dossier;

import org.jspecify.annotations.NullMarked;
