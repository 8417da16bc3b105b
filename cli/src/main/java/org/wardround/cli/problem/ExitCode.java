package org.wardround.cli.problem;

/** What the program tells the shell. */
public final class ExitCode {
    public static final int OK = 0;

    /** Something is wrong with the input; the messages say what. */
    public static final int PROBLEM = 1;

    /** The command line could not be understood. */
    public static final int USAGE = 2;

    /** A defect of this program. */
    public static final int DEFECT = 70;

    private ExitCode() {}
}
