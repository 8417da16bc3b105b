/**
 * The journal in a database, through {@code java.sql} alone: SQLite with its write-ahead log, or PostgreSQL. Drivers, and the tool that runs the migrations in
 * this package's folder, live where programs are put together. Nothing here knows what events mean.
 */
@NullMarked
package org.wardround.core.storage.jdbc;

import org.jspecify.annotations.NullMarked;
