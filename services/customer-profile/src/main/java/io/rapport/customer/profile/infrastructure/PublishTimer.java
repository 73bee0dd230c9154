package io.rapport.customer.profile.infrastructure;

import io.quarkus.scheduler.Scheduled;
import io.rapport.customer.profile.application.PublishingFlow;
import io.rapport.platform.outbox.Rounds;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks every second for counts that the log does not know yet. */
@ApplicationScoped
class PublishTimer {
    private final PublishingFlow publishing;
    private final Rounds rounds = new Rounds("publish");

    PublishTimer(PublishingFlow publishing) {
        this.publishing = publishing;
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> publish() {
        return rounds.run(publishing::publishDue);
    }
}
