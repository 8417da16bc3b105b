/**
 * A site's mapping: how its own files become the variables of a study's dictionary. Data and not code. Applying it belongs to the data module.
 */
@NullMarked
package org.wardround.study.mapping;

import org.jspecify.annotations.NullMarked;
