package io.rapport.experience.survey.application;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.experience.SurveyDue;
import io.rapport.contracts.experience.SurveyKind;
import io.rapport.contracts.value.Explanation;
import io.rapport.experience.survey.model.Survey;
import io.rapport.experience.survey.model.SurveyToken;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * One survey for every resolution.
 *
 * <p>It only says that a survey is due. Whether the customer is asked is the attention budget's to decide, in care-follow-up.
 */
@ApplicationScoped
public class AskingFlow {
    private static final Explanation AFTER_RESOLUTION =
            new Explanation("after-resolution", "The conversation was resolved.", "asking@1");

    private final Surveys surveys;
    private final SurveyConfig config;
    private final Events events;
    private final Outbox outbox;
    private final SecureRandom random = new SecureRandom();

    AskingFlow(Surveys surveys, SurveyConfig config, Events events, Outbox outbox) {
        this.surveys = surveys;
        this.config = config;
        this.events = events;
        this.outbox = outbox;
    }

    public Uni<Void> on(SqlConnection tx, List<Event<ConversationResolved>> resolved) {
        if (resolved.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var added = new ArrayList<Surveys.New>(resolved.size());
        var due = new ArrayList<Event<SurveyDue>>(resolved.size());
        for (var event : resolved) {
            var token = SurveyToken.random(random);
            var announcement = announce(event, token);
            due.add(announcement);
            added.add(new Surveys.New(survey(event, announcement), token));
        }
        return surveys.add(tx, added)
                .chain(fresh -> outbox.append(
                        tx,
                        due.stream()
                                .filter(event -> fresh.contains(event.data().surveyId()))
                                .map(event -> new Outgoing(Topics.EXPERIENCE, event))
                                .toList()));
    }

    private Event<SurveyDue> announce(Event<ConversationResolved> resolved, SurveyToken token) {
        var data = resolved.data();
        var envelope = resolved.envelope();
        var surveyId = DeterministicId.of(
                "survey", envelope.tenant().value(), envelope.id().toString());
        return events.causedBy(
                envelope,
                data.customerId().value(),
                new SurveyDue(
                        data.customerId(),
                        data.at(),
                        surveyId,
                        SurveyKind.CSAT,
                        data.conversationId(),
                        data.thread(),
                        data.customer(),
                        data.subject(),
                        config.question(),
                        config.baseUrl() + "/survey/" + token.value(),
                        AFTER_RESOLUTION));
    }

    private Survey survey(Event<ConversationResolved> resolved, Event<SurveyDue> due) {
        var data = due.data();
        return new Survey(
                due.envelope().tenant(),
                data.surveyId(),
                data.customerId(),
                data.customer(),
                data.conversationId(),
                data.thread(),
                resolved.data().agentId(),
                data.question(),
                data.at(),
                data.at().plus(config.validity()),
                due.envelope().id(),
                due.envelope().story(),
                null);
    }
}
