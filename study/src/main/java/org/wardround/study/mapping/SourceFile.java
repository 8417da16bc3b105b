package org.wardround.study.mapping;

/**
 * A delimited text file, plain or gzip, in UTF-8 with or without byte-order mark.
 *
 * @param path relative to the data folder
 * @param header whether the first line names the columns
 * @param delimiter one character; empty: found out from the first lines
 */
public record SourceFile(String path, boolean header, String delimiter) {}
