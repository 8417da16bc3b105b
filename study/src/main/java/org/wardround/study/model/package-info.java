/**
 * The model folder: all that is needed to apply a model to the next patient, written whole or not at all and verified when
 * read. The formats are open: JSON, safetensors and Markdown. How a model computes belongs to the learning module.
 */
@NullMarked
package org.wardround.study.model;

import org.jspecify.annotations.NullMarked;
