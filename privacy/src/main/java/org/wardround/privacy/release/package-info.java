/**
 * What may leave a site: a Release, made by a privacy mechanism from a bounded update. Only this package makes one, and only a site's egress writes
 * its bytes. What goes into a sum and what is read by itself are different types. So far there is the plain mechanism, which hides nothing and says so.
 */
@NullMarked
package org.wardround.privacy.release;

import org.jspecify.annotations.NullMarked;
