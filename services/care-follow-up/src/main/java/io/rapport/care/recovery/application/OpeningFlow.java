package io.rapport.care.recovery.application;

import io.rapport.care.recovery.model.ApologyAssignment;
import io.rapport.care.recovery.model.Recovery;
import io.rapport.care.recovery.model.RecoveryState;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.care.RecoveryOpened;
import io.rapport.contracts.experience.FeedbackGiven;
import io.rapport.contracts.experience.SurveyKind;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens a recovery for every low rating. */
@ApplicationScoped
public class OpeningFlow {
    private static final String POLICY = "recovery@1";

    private final Recoveries recoveries;
    private final RecoveryConfig config;
    private final Events events;
    private final Outbox outbox;

    OpeningFlow(Recoveries recoveries, RecoveryConfig config, Events events, Outbox outbox) {
        this.recoveries = recoveries;
        this.config = config;
        this.events = events;
        this.outbox = outbox;
    }

    public Uni<Void> on(SqlConnection tx, List<Event<FeedbackGiven>> feedback) {
        var low = feedback.stream().filter(this::isLow).toList();
        if (low.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var tenants = low.stream().map(event -> event.envelope().tenant()).collect(Collectors.toSet());
        return recoveries.candidates(tx, tenants).chain(candidates -> open(tx, low, candidates));
    }

    private boolean isLow(Event<FeedbackGiven> event) {
        var feedback = event.data();
        return feedback.kind() == SurveyKind.CSAT && feedback.rating() <= config.ratingAtMost();
    }

    private Uni<Void> open(
            SqlConnection tx,
            List<Event<FeedbackGiven>> low,
            Map<TenantId, List<ApologyAssignment.Candidate>> candidates) {
        var assignments = new HashMap<TenantId, ApologyAssignment>();
        var opened = new ArrayList<Event<RecoveryOpened>>();
        var added = new ArrayList<Recovery>();
        for (var event : low) {
            var assignment = assignments.computeIfAbsent(
                    event.envelope().tenant(),
                    tenant -> new ApologyAssignment(candidates.getOrDefault(tenant, List.of())));
            var announcement = announce(event, assignment.assign(event.data().agentId()));
            opened.add(announcement);
            added.add(recovery(event.data(), announcement));
        }
        return recoveries
                .add(tx, added)
                .chain(fresh -> outbox.append(
                        tx,
                        opened.stream()
                                .filter(event -> fresh.contains(event.data().recoveryId()))
                                .map(event -> new Outgoing(Topics.CARE, event))
                                .toList()));
    }

    private Event<RecoveryOpened> announce(Event<FeedbackGiven> event, @Nullable AgentId assignee) {
        var feedback = event.data();
        UUID id = DeterministicId.of(
                "recovery",
                event.envelope().tenant().value(),
                event.envelope().id().toString());
        return events.causedBy(
                event.envelope(),
                feedback.customerId().value(),
                new RecoveryOpened(
                        feedback.customerId(),
                        feedback.at(),
                        id,
                        feedback.conversationId(),
                        feedback.thread(),
                        "The customer rated our help " + feedback.rating() + " of " + feedback.scaleMax() + ".",
                        feedback.at().plus(config.apologyWithin()),
                        assignee,
                        new Explanation(
                                "low-rating",
                                "A rating of " + config.ratingAtMost() + " or less opens a recovery.",
                                POLICY)));
    }

    private static Recovery recovery(FeedbackGiven feedback, Event<RecoveryOpened> event) {
        var opened = event.data();
        return new Recovery(
                event.envelope().tenant(),
                opened.recoveryId(),
                opened.customerId(),
                feedback.customer(),
                opened.conversationId(),
                opened.thread(),
                opened.at(),
                opened.cause(),
                feedback.rating(),
                feedback.scaleMin(),
                feedback.scaleMax(),
                feedback.comment(),
                opened.apologyDueAt(),
                opened.assignee(),
                event.envelope().id(),
                event.envelope().story(),
                1,
                new RecoveryState.Open());
    }
}
