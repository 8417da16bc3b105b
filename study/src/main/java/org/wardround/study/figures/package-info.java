/**
 * What a hospital may publish about itself alone: a small file, cleared of small counts before it is made. Holds no count from 1 to 10, and must never take one.
 */
@NullMarked
package org.wardround.study.figures;

import org.jspecify.annotations.NullMarked;
