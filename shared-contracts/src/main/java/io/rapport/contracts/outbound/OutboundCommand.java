package io.rapport.contracts.outbound;

/** What an adapter is asked to do; key: thread. */
public sealed interface OutboundCommand permits SendMessage, ReplayPayload {}
