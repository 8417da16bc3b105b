/**
 * Whose patients releases were about, and whether several of them together tell of fewer patients than any does alone. Knows patients as marks that nobody can read, and groups of them; no rows, no values, no disk.
 */
@NullMarked
package org.wardround.privacy.cohort;

import org.jspecify.annotations.NullMarked;
