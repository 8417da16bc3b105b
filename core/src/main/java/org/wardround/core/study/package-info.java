/**
 * What a study asks for, as immutable values: data dictionary, model, training and evaluation. Everything here is data that a
 * site can approve by hash. Reading and writing of files belongs to the study module.
 */
@NullMarked
package org.wardround.core.study;

import org.jspecify.annotations.NullMarked;
