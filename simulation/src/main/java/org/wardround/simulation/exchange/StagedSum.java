package org.wardround.simulation.exchange;

import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.Words;

/** One site's part of a sum, as it arrived. */
record StagedSum(Words words, Sha256 digest) {}
