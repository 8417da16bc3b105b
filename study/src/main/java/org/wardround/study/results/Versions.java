package org.wardround.study.results;

/** The software that made the results. */
public record Versions(String wardround, String java, String os) {}
