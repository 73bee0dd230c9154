package io.rapport.routing.assignment.model;

import io.rapport.contracts.value.Explanation;

/** Who should get a conversation now, and why. */
public sealed interface Choice {
    Explanation why();

    /** This agent. */
    record Chosen(Agent agent, Explanation why) implements Choice {}

    /**
     * Nobody for the moment.
     *
     * @param asked whether agents could take it but have all been asked already
     */
    record Nobody(boolean asked, Explanation why) implements Choice {}
}
