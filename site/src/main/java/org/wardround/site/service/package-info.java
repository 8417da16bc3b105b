/**
 * The running agent of a hospital over its folder.
 */
@NullMarked
package org.wardround.site.service;

import org.jspecify.annotations.NullMarked;
