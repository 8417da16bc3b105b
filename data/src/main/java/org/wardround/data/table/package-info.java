/**
 * A site's mapping applied: from rows of text to the table that the dictionary describes, with the flow of records beside it.
 * Nothing is dropped without being counted and nothing that doesn't fit is dropped at all. Tables stay at the site; no
 * statistics and no training belong here.
 */
@NullMarked
package org.wardround.data.table;

import org.jspecify.annotations.NullMarked;
