/**
 * Disks in memory that fail as real ones do, and what every journal and every blob store must do. The fakes pass the same contract tests as the real
 * things. Nothing here touches the real disk.
 */
@NullMarked
package org.wardround.testkit.storage;

import org.jspecify.annotations.NullMarked;
