/**
 * Disclosure control: which counts may be published, so that none tells of a group of 1 to 10 patients, neither by itself nor by adding and
 * subtracting what else is published. Knows counts and which of them add up to which; knows no variables, no files and no layout of tables.
 */
@NullMarked
package org.wardround.privacy.disclosure;

import org.jspecify.annotations.NullMarked;
