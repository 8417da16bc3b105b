/**
 * What a site allows, and whether something that is asked is allowed: {@code policy.yaml} as a value and pure functions over it. What the policy does
 * not allow is refused, and each refusal names the policy's key. No clock, no file but the policy itself, and no count of patients in any message.
 */
@NullMarked
package org.wardround.site.policy;

import org.jspecify.annotations.NullMarked;
