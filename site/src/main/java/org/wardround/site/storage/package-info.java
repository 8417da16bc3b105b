/**
 * The folder of a site's agent: its journal in SQLite and its blobs as files. The one place in this module that knows a database. What is written there is
 * decided elsewhere.
 */
@NullMarked
package org.wardround.site.storage;

import org.jspecify.annotations.NullMarked;
