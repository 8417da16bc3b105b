/**
 * The coordinator as sites see it: news, answers and contents, for all runs at once.
 */
@NullMarked
package org.wardround.coordinator.server;

import org.jspecify.annotations.NullMarked;
