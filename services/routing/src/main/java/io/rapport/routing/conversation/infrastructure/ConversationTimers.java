package io.rapport.routing.conversation.infrastructure;

import io.quarkus.scheduler.Scheduled;
import io.rapport.platform.outbox.Rounds;
import io.rapport.routing.conversation.application.TimerFlow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ConversationTimers {
    private final TimerFlow flow;
    private final Rounds rounds = new Rounds("conversations");

    ConversationTimers(TimerFlow flow) {
        this.flow = flow;
    }

    @Scheduled(
            every = "${rapport.assignment.timer-interval:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> tick() {
        return rounds.run(flow::run);
    }
}
