package io.rapport.routing.conversation.infrastructure;

import io.rapport.platform.outbox.Cleaned;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Decisions are remembered for a time; the conversations themselves stay. */
final class OldDecisions {
    @Produces
    @Singleton
    static Cleaned decisions(RetentionConfig config) {
        return new Cleaned("decision", "at", config.decisions());
    }
}
