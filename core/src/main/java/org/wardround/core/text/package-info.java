/**
 * What sentences of all modules have in common. No messages stand here.
 */
@NullMarked
package org.wardround.core.text;

import org.jspecify.annotations.NullMarked;
