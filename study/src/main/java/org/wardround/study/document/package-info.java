/**
 * Reads YAML and JSON files of users into plain trees whose every node knows its line, and checks such trees against the
 * shipped schemas. Safe for files of strangers: limited in size and depth, without aliases, tags or repeated keys. What a
 * key means belongs to the packages of the formats.
 */
@NullMarked
package org.wardround.study.document;

import org.jspecify.annotations.NullMarked;
