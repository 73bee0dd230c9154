package io.rapport.routing.conversation.infrastructure;

import io.quarkus.scheduler.Scheduled;
import io.rapport.routing.conversation.application.TimerFlow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ConversationTimers {
    private final TimerFlow flow;

    ConversationTimers(TimerFlow flow) {
        this.flow = flow;
    }

    @Scheduled(
            every = "${rapport.assignment.timer-interval:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return flow.run();
    }
}
