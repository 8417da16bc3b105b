/**
 * What waits at the hospital to leave for good: figures about it alone, until a person, or the policy, lets them go. Nothing is worked out here, and nothing leaves that has no line in the audit log.
 */
@NullMarked
package org.wardround.site.outbox;

import org.jspecify.annotations.NullMarked;
