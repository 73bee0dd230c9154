package io.rapport.contracts.agents;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import java.time.Instant;

/**
 * What routing needs to know of an agent.
 *
 * @param capacity how many open conversations the agent can have at once
 * @param autoAccept whether an offer counts as accepted at once
 * @param active whether the account can work at all
 */
@EventType("rapport.agents.agent-profile-changed.v1")
public record AgentProfileChanged(
        AgentId agentId, String displayName, int capacity, boolean autoAccept, boolean active, Instant at)
        implements AgentEvent {}
