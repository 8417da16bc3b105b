package org.wardround.cli;

/** What this program calls itself. */
final class Version {
    private Version() {}

    static String line() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "wardround " + (version == null ? "(built from source)" : version) + ", Java " + Runtime.version();
    }
}
