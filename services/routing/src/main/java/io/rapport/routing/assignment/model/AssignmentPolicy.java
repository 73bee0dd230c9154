package io.rapport.routing.assignment.model;

import java.time.Duration;

/**
 * How offers work.
 *
 * @param offerTimeout how long an agent has to accept
 * @param roundPause how long a conversation that everybody declined waits before it is offered again
 */
public record AssignmentPolicy(Duration offerTimeout, Duration roundPause) {
    /** What this policy decides by, for explanations. */
    public static final String VERSION = "balanced-1";
}
