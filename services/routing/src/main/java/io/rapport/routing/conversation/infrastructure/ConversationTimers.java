package io.rapport.routing.conversation.infrastructure;

import io.quarkus.scheduler.Scheduled;
import io.rapport.routing.conversation.application.TimerFlow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

@ApplicationScoped
class ConversationTimers {
    private static final Logger LOG = Logger.getLogger(ConversationTimers.class);

    private final TimerFlow flow;

    ConversationTimers(TimerFlow flow) {
        this.flow = flow;
    }

    /** What is due stays due in its row, so that a round that fails is made up for by the next one. */
    @Scheduled(
            every = "${rapport.assignment.timer-interval:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> tick() {
        return flow.run()
                .onFailure()
                .invoke(failure -> LOG.warnf("action=timers outcome=postponed reason=\"%s\"", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
