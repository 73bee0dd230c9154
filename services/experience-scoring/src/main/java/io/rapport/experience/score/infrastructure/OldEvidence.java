package io.rapport.experience.score.infrastructure;

import io.rapport.experience.score.model.ExperienceScore;
import io.rapport.platform.outbox.Cleaned;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Evidence goes a month after the score has forgotten it. */
final class OldEvidence {
    @Produces
    @Singleton
    static Cleaned evidence() {
        return new Cleaned("evidence", "at", ExperienceScore.FORGOTTEN_AFTER.plusDays(30));
    }
}
