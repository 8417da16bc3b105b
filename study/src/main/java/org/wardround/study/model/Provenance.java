package org.wardround.study.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;

/**
 * Where a model comes from.
 *
 * @param study name of the study that trained it
 * @param studyHash of the study file's bytes
 * @param seed of the run
 * @param sites that trained it
 * @param versions of the software, by name
 */
public record Provenance(
        String study, Sha256 studyHash, long seed, SortedSet<SiteId> sites, SortedMap<String, String> versions) {
    public Provenance {
        sites = Collections.unmodifiableSortedSet(new TreeSet<>(sites));
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
}
