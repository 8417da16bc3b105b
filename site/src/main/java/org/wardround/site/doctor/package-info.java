/**
 * Looks over a site's folder and its way to the coordinator and says what to fix. Reads, connects and changes nothing; no patient's value is in any finding.
 */
@NullMarked
package org.wardround.site.doctor;

import org.jspecify.annotations.NullMarked;
