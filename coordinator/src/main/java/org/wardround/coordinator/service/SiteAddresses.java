package org.wardround.coordinator.service;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a coordinator listens for sites.
 *
 * @param https for networks that let gRPC not through; empty: not at all
 */
public record SiteAddresses(InetSocketAddress grpc, Optional<InetSocketAddress> https) {}
