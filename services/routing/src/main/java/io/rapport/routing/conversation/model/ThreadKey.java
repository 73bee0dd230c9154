package io.rapport.routing.conversation.model;

import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;

/** What tells one thread from all others; it has one conversation. */
public record ThreadKey(TenantId tenant, ThreadId thread) {}
