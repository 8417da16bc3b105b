package org.wardround.study.results;

/**
 * Something that a reader of the results must know.
 *
 * @param code fixed word for programs, such as {@code one-class}
 * @param site the name of the site it is about; empty if about the whole run
 */
public record Warning(String code, String site, String message) {}
