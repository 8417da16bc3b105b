/**
 * Deletes at a hospital what it has of a study, and keeps what must stay: the audit log, decisions, charges, the memory of sums, whom releases were about.
 */
@NullMarked
package org.wardround.site.forget;

import org.jspecify.annotations.NullMarked;
