package io.rapport.experience.survey.infrastructure;

import io.rapport.platform.outbox.Cleaned;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Surveys hold what customers wrote, so they are kept no longer than reports need them. */
final class OldSurveys {
    @Produces
    @Singleton
    static Cleaned surveys(RetentionConfig config) {
        return new Cleaned("survey", "asked_at", config.surveys());
    }
}
