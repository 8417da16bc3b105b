package org.wardround.core.study;

/** What approvers are shown beside the purpose; an empty text means that the study does not say. */
public record Governance(String legalBasis, String controller, String recipients, String retention) {
    public static final Governance UNSTATED = new Governance("", "", "", "");
}
