package org.wardround.cli.terminal;

/** What this program calls itself. */
public final class Version {
    private Version() {}

    public static String line() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "wardround " + (version == null ? "(built from source)" : version) + ", Java " + Runtime.version();
    }
}
