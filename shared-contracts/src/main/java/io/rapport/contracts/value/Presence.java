package io.rapport.contracts.value;

/** Whether an agent can take work. */
public enum Presence {
    AVAILABLE,
    AWAY,
    OFFLINE
}
