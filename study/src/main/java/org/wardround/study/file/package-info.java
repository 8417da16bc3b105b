/**
 * The study file and the mapping file: reading with all problems at once, each with its line, and writing of proposals. What
 * a file says becomes values of the core and of the mapping package; nothing is computed from them here.
 */
@NullMarked
package org.wardround.study.file;

import org.jspecify.annotations.NullMarked;
