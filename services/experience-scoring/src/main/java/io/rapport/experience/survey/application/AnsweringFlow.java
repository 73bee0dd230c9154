package io.rapport.experience.survey.application;

import io.rapport.contracts.Contracts;
import io.rapport.contracts.Envelope;
import io.rapport.contracts.Keys;
import io.rapport.contracts.Topics;
import io.rapport.contracts.experience.FeedbackGiven;
import io.rapport.contracts.experience.SurveyDue;
import io.rapport.contracts.experience.SurveyKind;
import io.rapport.experience.csat.model.Csat;
import io.rapport.experience.score.application.Found;
import io.rapport.experience.score.application.ScoreKeeping;
import io.rapport.experience.score.model.Evidence;
import io.rapport.experience.score.model.EvidenceKind;
import io.rapport.experience.survey.model.Answer;
import io.rapport.experience.survey.model.AnswerOutcome;
import io.rapport.experience.survey.model.AnswerOutcome.Recorded;
import io.rapport.experience.survey.model.AnswerOutcome.Unknown;
import io.rapport.experience.survey.model.Survey;
import io.rapport.experience.survey.model.SurveyToken;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer once: the survey's row is locked, so of two answers at the same moment one comes second. */
@ApplicationScoped
public class AnsweringFlow {
    private final Pool pool;
    private final Surveys surveys;
    private final ScoreKeeping scores;
    private final Events events;
    private final Outbox outbox;
    private final Clock clock;

    AnsweringFlow(Pool pool, Surveys surveys, ScoreKeeping scores, Events events, Outbox outbox, Clock clock) {
        this.pool = pool;
        this.surveys = surveys;
        this.scores = scores;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Uni<AnswerOutcome> answer(SurveyToken token, @Nullable String rating, @Nullable String comment) {
        return pool.withTransaction(tx -> surveys.take(tx, token)
                .map(found -> found.map(survey -> survey.answer(rating, comment, clock.instant()))
                        .orElse(new Unknown()))
                .call(outcome -> outcome instanceof Recorded(Survey survey, Answer answer)
                        ? record(tx, survey, answer)
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> record(SqlConnection tx, Survey survey, Answer answer) {
        var feedback = events.causedBy(dueEnvelope(survey), survey.customerId().value(), feedback(survey, answer));
        var evidence = new Evidence(feedback.envelope().id(), EvidenceKind.rated(answer.rating()), answer.at());
        var found = new Found(survey.customerId(), survey.customer().name(), evidence, feedback.envelope());
        return surveys.record(tx, survey, answer)
                .chain(() -> outbox.append(tx, List.of(new Outgoing(Topics.EXPERIENCE, feedback))))
                .chain(() -> scores.add(tx, List.of(found)));
    }

    private static FeedbackGiven feedback(Survey survey, Answer answer) {
        return new FeedbackGiven(
                survey.customerId(),
                answer.at(),
                survey.id(),
                SurveyKind.CSAT,
                Csat.FORMULA_ID,
                answer.rating(),
                Csat.MIN,
                Csat.MAX,
                Csat.satisfied(answer.rating()),
                answer.comment(),
                survey.conversationId(),
                survey.thread(),
                survey.customer(),
                survey.agentId());
    }

    /** The announcement's envelope again, so that the answer joins the story that began with the customer's message. */
    private static Envelope dueEnvelope(Survey survey) {
        return new Envelope(
                survey.dueEventId(),
                Contracts.typeOf(SurveyDue.class),
                "/rapport/experience-scoring",
                survey.askedAt(),
                survey.tenant(),
                Keys.of(survey.tenant(), survey.customerId().value()),
                survey.story(),
                null,
                null);
    }
}
