package org.wardround.privacy.secure;

import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Bytes;

/**
 * What one site deals to one other: a share of each of its two secrets, sealed. The two hashes bind dealer and holder, so that whoever later shows a wrong share is known by name.
 *
 * @param sealed readable by the holder alone
 * @param selfMaskShare hash of the share of the secret of the dealer's own mask
 * @param maskKeyShare hash of the share of the dealer's private mask key
 */
public record SealedShares(Bytes sealed, Sha256 selfMaskShare, Sha256 maskKeyShare) {}
