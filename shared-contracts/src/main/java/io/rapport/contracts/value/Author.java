package io.rapport.contracts.value;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote an outgoing message.
 *
 * @param agentId absent when the platform itself wrote it
 * @param name shown to the customer
 */
public record Author(@Nullable AgentId agentId, String name) {}
