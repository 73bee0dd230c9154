package io.rapport.desk.timeline.model;

/** Where a conversation is. */
public enum ConversationState {
    QUEUED,
    OFFERED,
    ASSIGNED,
    SNOOZED,
    RESOLVED
}
