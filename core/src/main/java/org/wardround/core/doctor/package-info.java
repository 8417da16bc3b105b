/**
 * What the commands {@code doctor} find, of a site or a coordinator. Who looks where lives with them.
 */
@NullMarked
package org.wardround.core.doctor;

import org.jspecify.annotations.NullMarked;
