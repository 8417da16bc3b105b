package org.wardround.publish;

import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.study.results.Versions;

/** Which software a run was made with. */
public final class Software {
    private static final String UNRELEASED = "development";

    private Software() {}

    public static Versions versions() {
        String version = Software.class.getPackage().getImplementationVersion();
        return new Versions(
                version == null ? UNRELEASED : version,
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    public static SortedMap<String, String> names() {
        SortedMap<String, String> names = new TreeMap<>();
        names.put("wardround", versions().wardround());
        names.put("java", versions().java());
        return names;
    }
}
