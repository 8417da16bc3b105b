/**
 * Building blocks of a page: elements that escape what they hold, and drawings that keep their text size at every width.
 * What is written is well-formed as XML and as HTML. Nothing here knows about studies or results.
 */
@NullMarked
package org.wardround.report.markup;

import org.jspecify.annotations.NullMarked;
