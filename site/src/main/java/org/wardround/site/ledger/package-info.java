/**
 * What a hospital's patients have been charged with in privacy, in all runs and studies: every release is entered before it leaves, and caps that the site sets hold over all of them together. Nothing here is ever taken back, by
 * whatever study is deleted and whatever the clock says.
 */
@NullMarked
package org.wardround.site.ledger;

import org.jspecify.annotations.NullMarked;
