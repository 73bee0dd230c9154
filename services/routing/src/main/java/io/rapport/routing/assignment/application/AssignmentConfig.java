package io.rapport.routing.assignment.application;

import io.rapport.routing.assignment.model.AssignmentPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How offers work here. */
@ConfigMapping(prefix = "rapport.assignment")
public interface AssignmentConfig {
    /** How long an agent has to accept an offer. */
    @WithDefault("PT30S")
    Duration offerTimeout();

    /** How long a conversation that every available agent declined waits before they are asked again. */
    @WithDefault("PT1M")
    Duration roundPause();

    /** How often time is looked at: offers, sleepers, clocks. */
    @WithDefault("PT1S")
    Duration timerInterval();

    default AssignmentPolicy policy() {
        return new AssignmentPolicy(offerTimeout(), roundPause());
    }
}
