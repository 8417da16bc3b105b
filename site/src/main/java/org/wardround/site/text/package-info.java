/**
 * Texts of strangers made fit to be shown: on one line, and without characters that can't be seen or that turn a line around. Every message and document
 * of this module that repeats what a study says goes through here.
 */
@NullMarked
package org.wardround.site.text;

import org.jspecify.annotations.NullMarked;
