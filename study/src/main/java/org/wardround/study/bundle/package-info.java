/**
 * A study with the files that it names as one thing that can be signed: the manifest of their names, lengths and hashes, and an author's signature
 * over it. Reads files to hash them; what a study means is not known here.
 */
@NullMarked
package org.wardround.study.bundle;

import org.jspecify.annotations.NullMarked;
