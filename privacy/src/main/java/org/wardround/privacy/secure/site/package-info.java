/**
 * What a site does in a secure sum, one class per phase: Advertising, Sharing, Masking, Confirming, Unmasking. Each is immutable and gives the next by one event, which
 * is the coordinator's message of that step; a refusal ends the session. All secrets come from one seed: whoever keeps the seed and the messages can go through the phases again after a restart and
 * comes to the same bytes.
 */
@NullMarked
package org.wardround.privacy.secure.site;

import org.jspecify.annotations.NullMarked;
