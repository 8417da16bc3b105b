package org.wardround.cli.command;

import java.nio.file.Path;
import org.wardround.cli.argument.Argument;

/** Arguments that mean the same in several commands. */
public final class CommonArguments {
    public static final Argument<Path> STUDY = Argument.place("STUDY", "the study file, for example study.yaml");

    static final Argument<Path> DATA =
            Argument.path("--data", "DIR", "folder with the sites' tables").needed();

    static final Argument<Path> MAPPING = Argument.path(
            "--mapping",
            "FILE",
            "how columns become the study's variables (default: mapping.yaml in the data folder, else beside the study; without one,"
                    + " each *.csv is a site)");

    static final Argument<Path> OUT = Argument.path("--out", "DIR", "folder for what comes of it; must be new or empty")
            .needed();

    static final Argument<Boolean> FORCE = Argument.flag("--force", "replace the output of an earlier run");

    static final Argument<Long> SEED = Argument.seed("--seed", "where all chance comes from (default: 1)");

    static final long DEFAULT_SEED = 1;

    private CommonArguments() {}
}
