package org.wardround.data.table;

import java.util.Optional;
import org.wardround.core.identity.SiteId;
import org.wardround.study.mapping.SourceFile;

/** A file to read, and the site whose it is; without one the rows say whose they are. */
record SourceTask(SourceFile file, Optional<SiteId> site) {}
