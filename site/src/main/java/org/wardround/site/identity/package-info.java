/**
 * Who a site is and whom it has agreed to be summed with: its keys, which never leave its folder, its certificate, and the rosters that a person here has accepted. Nothing
 * is trusted because the coordinator says so.
 */
@NullMarked
package org.wardround.site.identity;

import org.jspecify.annotations.NullMarked;
