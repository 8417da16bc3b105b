package org.wardround.coordinator.server;

import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;

/** Who may call, and how one becomes somebody who may. Thread-safe. Refusals are {@link FederationException}s. */
public interface Reception {
    void admit(Caller caller, Method method);

    /** For the log: a call that was refused. */
    void refused(Caller caller, Method method, FederationException problem);

    EnrolReply enrol(String address, EnrolRequest request);

    RenewReply renew(Caller caller, RenewRequest request);

    RosterReply roster(RosterRequest request);

    /** Number of the newest roster. */
    int rosterNumber();
}
