/**
 * Two-stage meta-analysis of sites' own estimates. Each input is a figure about one site, so all of this needs every site's policy to allow site
 * figures.
 */
@NullMarked
package org.wardround.inference.regression.meta;

import org.jspecify.annotations.NullMarked;
