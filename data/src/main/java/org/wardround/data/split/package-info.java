/**
 * Which side of the split a patient stands on. It follows from the patient's key and the shares alone. No seed, no run and
 * no other patient may ever reach this decision.
 */
@NullMarked
package org.wardround.data.split;

import org.jspecify.annotations.NullMarked;
