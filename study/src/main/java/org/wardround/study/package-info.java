/**
 * The study, mapping and results formats: what a study file may say, its JSON Schemas, and messages that name file
 * and line. Everything read from or written to a stable file format has its one reader and writer here. No rows of
 * patients, no training and no arithmetic on results belong here.
 */
@NullMarked
package org.wardround.study;

import org.jspecify.annotations.NullMarked;
