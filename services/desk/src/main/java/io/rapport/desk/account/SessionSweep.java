package io.rapport.desk.account;

import io.quarkus.scheduler.Scheduled;
import io.rapport.platform.outbox.Rounds;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Ends sessions that have run out, so that nobody is offered work by mistake. */
@Singleton
class SessionSweep {
    private final Accounts accounts;
    private final Rounds rounds = new Rounds("sessions");

    SessionSweep(Accounts accounts) {
        this.accounts = accounts;
    }

    @Scheduled(every = "${rapport.desk.session.sweep:60s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return rounds.run(accounts::endExpiredSessions);
    }
}
