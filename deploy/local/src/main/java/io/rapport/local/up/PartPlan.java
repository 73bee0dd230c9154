package io.rapport.local.up;

import io.rapport.local.part.RunningPart;
import java.util.Set;

/**
 * How to run one part.
 *
 * @param needs the parts that must be ready before it starts, and that stop after it
 * @param prepare what to do each time it answers, before it counts as ready
 * @param tend what to do every now and then while it runs
 */
record PartPlan(String name, int port, Set<String> needs, Starter starter, Step prepare, Step tend) {

    static final Step NOTHING = () -> {};

    /** Starts the process. */
    @FunctionalInterface
    interface Starter {
        RunningPart start() throws Exception;
    }

    /** Some work on a running part. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }
}
