package io.rapport.routing.conversation.model;

import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.TenantId;

/** What tells one conversation from all others. */
public record ConversationKey(TenantId tenant, ConversationId id) {}
