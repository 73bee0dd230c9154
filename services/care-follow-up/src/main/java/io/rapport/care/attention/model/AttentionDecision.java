package io.rapport.care.attention.model;

import io.rapport.contracts.value.Explanation;

/** Yes or no, and why. */
public sealed interface AttentionDecision {

    Explanation explanation();

    /** The contact may be made. */
    record Granted(Explanation explanation) implements AttentionDecision {}

    /** The contact must not be made. */
    record Withheld(Explanation explanation) implements AttentionDecision {}
}
