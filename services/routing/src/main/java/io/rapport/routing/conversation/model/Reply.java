package io.rapport.routing.conversation.model;

import io.rapport.contracts.value.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Our latest reply to a customer. */
public record Reply(Instant at, @Nullable AgentId by) {}
