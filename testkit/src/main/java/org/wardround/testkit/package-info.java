/**
 * What tests of all modules share: fakes, contract tests, seeded properties, and access to reference data. A fake
 * passes the same contract test as the real thing. Nothing that ships to a hospital may depend on this package.
 */
@NullMarked
package org.wardround.testkit;

import org.jspecify.annotations.NullMarked;
