package io.rapport.contracts.agents;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import java.time.Instant;

/** An agent came, paused or left. */
@EventType("rapport.agents.agent-presence-changed.v1")
public record AgentPresenceChanged(AgentId agentId, Presence presence, Instant at) implements AgentEvent {}
