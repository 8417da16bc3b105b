/**
 * The hospital's audit log: one line for all that left, was refused, approved or promised, each bound to the line before by its hash, with the
 * coordinator's receipts over the log's own head. Who decides what is written, and who sends it, is elsewhere. No value of a patient belongs in a line.
 */
@NullMarked
package org.wardround.site.audit;

import org.jspecify.annotations.NullMarked;
