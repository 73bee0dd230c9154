package io.rapport.contracts.agents;

/** Who can take work; key: agent. */
public sealed interface AgentEvent permits AgentPresenceChanged, AgentProfileChanged {}
