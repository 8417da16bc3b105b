/**
 * Differential privacy of a training at one site: what noise a study's limit needs, and the secret draws of its steps. Gradients are made elsewhere; the guarantee leans on no other site and no
 * coordinator.
 */
@NullMarked
package org.wardround.privacy.training;

import org.jspecify.annotations.NullMarked;
