/**
 * The studies that were offered to this site, each with all its files, as their authors signed them.
 */
@NullMarked
package org.wardround.site.study;

import org.jspecify.annotations.NullMarked;
