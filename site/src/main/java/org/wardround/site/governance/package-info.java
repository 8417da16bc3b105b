/**
 * What the hospital says to a run: from its policy, the decisions of its people, and its own rows.
 */
@NullMarked
package org.wardround.site.governance;

import org.jspecify.annotations.NullMarked;
