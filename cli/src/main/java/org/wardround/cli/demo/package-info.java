/**
 * A whole federation on one computer, to look at: a coordinator and hospitals as processes of their own, over TLS.
 */
@NullMarked
package org.wardround.cli.demo;

import org.jspecify.annotations.NullMarked;
