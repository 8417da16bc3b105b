/**
 * What a coordinator does in a secure sum, one class per phase: CollectingKeys, CollectingShares, CollectingInputs, CollectingConfirmations, CollectingAnswers, then the masks that come off. Messages are added one by one and refused by name; closing a phase
 * fixes who was in it and gives the next, or nothing where fewer than the threshold are left. Nothing here can read one site's words; the checks let an honest coordinator say who spoilt a
 * round.
 */
@NullMarked
package org.wardround.privacy.secure.coordinator;

import org.jspecify.annotations.NullMarked;
