package io.rapport.experience.survey.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the customer said. */
public record Answer(int rating, @Nullable String comment, Instant at) {
    public static final int MIN_RATING = 1;
    public static final int MAX_RATING = 5;
    public static final int MAX_COMMENT = 2_000;
}
