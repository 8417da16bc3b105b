/**
 * The folder of a coordinator: its keys, certificates and address, made once. Nothing is served here.
 */
@NullMarked
package org.wardround.coordinator.folder;

import org.jspecify.annotations.NullMarked;
