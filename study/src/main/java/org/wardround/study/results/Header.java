package org.wardround.study.results;

/** What was run, when and with what. */
public record Header(RunKind kind, StudyInfo study, RunInfo run, Versions versions) {}
