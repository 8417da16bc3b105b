/**
 * What a site does in a round of training: batches, optimisers, and the corrections of the federated strategies. A task and the site's rows go in, a
 * raw update comes out. Bounding, releasing and everything beyond one site are elsewhere.
 */
@NullMarked
package org.wardround.learning.training;

import org.jspecify.annotations.NullMarked;
