/**
 * Small studies that tests of several modules are about. No data.
 */
@NullMarked
package org.wardround.testkit.study;

import org.jspecify.annotations.NullMarked;
