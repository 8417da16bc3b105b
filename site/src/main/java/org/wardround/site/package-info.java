/**
 * The agent of one hospital. Everything that leaves the hospital leaves through it.
 */
@NullMarked
package org.wardround.site;

import org.jspecify.annotations.NullMarked;
