package org.wardround.learning.training;

import org.wardround.core.dataset.Dataset;
import org.wardround.core.identity.SiteId;

/**
 * The rows that a site trains and validates on. They stay where they are.
 *
 * @param validation may have no rows
 */
public record SiteData(SiteId site, Dataset training, Dataset validation) {}
