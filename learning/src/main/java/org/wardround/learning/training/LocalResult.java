package org.wardround.learning.training;

import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.Vector;

/**
 * What a site's training gives.
 *
 * @param update the raw answer
 * @param control the site's control variate after this round, empty unless the strategy is SCAFFOLD. It becomes the site's current one only if the
 *     round commits with the site among its contributors
 */
public record LocalResult(LocalUpdate update, Vector control) {}
