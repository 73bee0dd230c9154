package io.rapport.desk.timeline.model;

/** How the first-reply clock stands. */
public enum SlaState {
    NONE,
    RUNNING,
    WARNED,
    BREACHED,
    MET
}
