package org.wardround.study.evidence;

import org.wardround.core.identity.Sha256;

/**
 * Where a value stands, and which line of the run's audit log binds it.
 *
 * @param file inside the run's folder
 * @param pointer JSON pointer (RFC 6901) into it; into a YAML file as if it were JSON, into {@code audit.jsonl} within the line
 * @param line of {@code audit.jsonl}, counted from 1: the one that holds the value, or the one that holds the file's hash
 * @param lineHash of that line
 */
public record Source(String file, String pointer, int line, Sha256 lineHash) {}
