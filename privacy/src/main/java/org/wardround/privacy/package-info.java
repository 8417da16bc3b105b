/**
 * What turns a bounded update into a release, and the rules that keep small counts inside the hospital. A release
 * can be made only here, so an auditor reads this package to know all that may leave. No third-party code, no
 * transport and no raw rows belong here.
 */
@NullMarked
package org.wardround.privacy;

import org.jspecify.annotations.NullMarked;
