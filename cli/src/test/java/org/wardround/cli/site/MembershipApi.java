package org.wardround.cli.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.wardround.coordinator.membership.Membership;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.v1.BlobStatusReply;
import org.wardround.protocol.v1.BlobStatusRequest;
import org.wardround.protocol.v1.DeclineReply;
import org.wardround.protocol.v1.DeclineRequest;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.JoinReply;
import org.wardround.protocol.v1.JoinRequest;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.RefuseReply;
import org.wardround.protocol.v1.RefuseRequest;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.ServerLimits;
import org.wardround.protocol.v1.SubmitFigureReply;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.protocol.v1.SubmitReply;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TranscriptReply;
import org.wardround.protocol.v1.TranscriptRequest;

/** A coordinator that knows who may call and has no runs. */
record MembershipApi(Membership membership, Path requests) implements SiteApi {
    @Override
    public void admit(Caller caller, Method method) {
        takeRequests();
        membership.admit(caller, method);
    }

    @Override
    public void refused(Caller caller, Method method, FederationException problem) {}

    @Override
    public CompletableFuture<EnrolReply> enrol(String address, EnrolRequest request) {
        takeRequests();
        return CompletableFuture.completedFuture(membership.enrol(address, request));
    }

    private void takeRequests() {
        try {
            membership.takeRequests(requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletableFuture<HelloReply> hello(Caller caller, HelloRequest request) {
        return CompletableFuture.completedFuture(HelloReply.newBuilder()
                .setLimits(ServerLimits.newBuilder()
                        .setMessageBytes(1 << 20)
                        .setChunkBytes(1 << 18)
                        .setInlineBytes(1 << 16)
                        .setCalls(8)
                        .setWaitMillis(1))
                .setRoster(membership.newest().roster().number())
                .setSoftware("test")
                .build());
    }

    @Override
    public CompletableFuture<RosterReply> roster(Caller caller, RosterRequest request) {
        return CompletableFuture.completedFuture(membership.roster(request));
    }

    @Override
    public CompletableFuture<RenewReply> renew(Caller caller, RenewRequest request) {
        return CompletableFuture.completedFuture(membership.renew(caller, request));
    }

    @Override
    public CompletableFuture<PollReply> poll(Caller caller, PollRequest request) {
        return CompletableFuture.completedFuture(PollReply.getDefaultInstance());
    }

    @Override
    public CompletableFuture<JoinReply> join(Caller caller, JoinRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<DeclineReply> decline(Caller caller, DeclineRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<TranscriptReply> transcript(Caller caller, TranscriptRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<SubmitReply> submit(Caller caller, SubmitRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<SecureReply> secure(Caller caller, SecureRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<RefuseReply> refuse(Caller caller, RefuseRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<SubmitFigureReply> submitFigure(Caller caller, SubmitFigureRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<BlobStatusReply> blobStatus(Caller caller, BlobStatusRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BlobSink accept(Caller caller, BlobReference blob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BlobSource open(Caller caller, BlobReference blob) {
        throw new UnsupportedOperationException();
    }
}
