package io.rapport.experience.survey.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.experience.survey.application.Surveys;
import io.rapport.experience.survey.model.Answer;
import io.rapport.experience.survey.model.Survey;
import io.rapport.experience.survey.model.SurveyToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Surveys in PostgreSQL; of a token only the hash. */
@ApplicationScoped
class PostgresSurveys implements Surveys {
    private static final String ADD = """
            insert into survey (tenant, survey_id, token_hash, customer_id, customer_address, customer_name,
                conversation_id, thread, agent_id, question, asked_at, expires_at, due_event_id, story)
            select tenant, survey_id, token_hash, customer_id, customer_address, customer_name,
                conversation_id, thread::jsonb, agent_id, question, asked_at, expires_at, due_event_id, story
            from unnest($1::text[], $2::uuid[], $3::bytea[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::text[],
                $9::uuid[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::uuid[], $14::text[])
                as s (tenant, survey_id, token_hash, customer_id, customer_address, customer_name, conversation_id,
                    thread, agent_id, question, asked_at, expires_at, due_event_id, story)
            on conflict (tenant, survey_id) do nothing
            returning survey_id""";

    private static final String FIND = """
            select tenant, survey_id, customer_id, customer_address, customer_name, conversation_id,
                thread::text as thread, agent_id, question, asked_at, expires_at, due_event_id, story,
                rating, comment, answered_at
            from survey where token_hash = $1""";

    private static final String RECORD = """
            update survey set rating = $3, comment = $4, answered_at = $5 where tenant = $1 and survey_id = $2""";

    private final Pool pool;
    private final ObjectMapper json;

    PostgresSurveys(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    @Override
    public Uni<Set<UUID>> add(SqlConnection tx, List<New> surveys) {
        return tx.preparedQuery(ADD)
                .execute(Tuple.from(List.of(
                        column(surveys, s -> s.tenant().value()).toArray(String[]::new),
                        column(surveys, Survey::id).toArray(UUID[]::new),
                        surveys.stream()
                                .map(added -> Buffer.buffer(added.token().hash()))
                                .toArray(Buffer[]::new),
                        column(surveys, s -> s.customerId().value()).toArray(UUID[]::new),
                        column(surveys, s -> s.customer().address()).toArray(String[]::new),
                        this.<@Nullable String>column(surveys, s -> s.customer().name())
                                .toArray(String[]::new),
                        column(surveys, s -> s.conversationId().value()).toArray(UUID[]::new),
                        column(surveys, s -> write(s.thread())).toArray(String[]::new),
                        this.<@Nullable UUID>column(surveys, PostgresSurveys::agent)
                                .toArray(UUID[]::new),
                        column(surveys, Survey::question).toArray(String[]::new),
                        column(surveys, s -> utc(s.askedAt())).toArray(OffsetDateTime[]::new),
                        column(surveys, s -> utc(s.expiresAt())).toArray(OffsetDateTime[]::new),
                        column(surveys, Survey::dueEventId).toArray(UUID[]::new),
                        column(surveys, Survey::story).toArray(String[]::new))))
                .map(rows -> {
                    var ids = new HashSet<UUID>();
                    rows.forEach(row -> ids.add(row.getUUID("survey_id")));
                    return ids;
                });
    }

    @Override
    public Uni<Optional<Survey>> find(SurveyToken token) {
        return one(pool, FIND, token);
    }

    @Override
    public Uni<Optional<Survey>> take(SqlConnection tx, SurveyToken token) {
        return one(tx, FIND + " for update", token);
    }

    @Override
    public Uni<Void> record(SqlConnection tx, Survey survey, Answer answer) {
        return tx.preparedQuery(RECORD)
                .execute(Tuple.of(
                        survey.tenant().value(), survey.id(), answer.rating(), answer.comment(), utc(answer.at())))
                .replaceWithVoid();
    }

    private Uni<Optional<Survey>> one(SqlClient client, String query, SurveyToken token) {
        return client.preparedQuery(query)
                .execute(Tuple.of(Buffer.buffer(token.hash())))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(survey(row.next())) : Optional.empty();
                });
    }

    private Survey survey(Row row) {
        var agent = row.getUUID("agent_id");
        return new Survey(
                TenantId.of(row.getString("tenant")),
                row.getUUID("survey_id"),
                new CustomerId(row.getUUID("customer_id")),
                new Party(row.getString("customer_address"), row.getString("customer_name")),
                new ConversationId(row.getUUID("conversation_id")),
                read(row.getString("thread")),
                agent == null ? null : new AgentId(agent),
                row.getString("question"),
                row.getOffsetDateTime("asked_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getUUID("due_event_id"),
                row.getString("story"),
                answer(row));
    }

    private static @Nullable Answer answer(Row row) {
        var at = row.getOffsetDateTime("answered_at");
        return at == null ? null : new Answer(row.getInteger("rating"), row.getString("comment"), at.toInstant());
    }

    private static @Nullable UUID agent(Survey survey) {
        var agent = survey.agentId();
        return agent == null ? null : agent.value();
    }

    private <T extends @Nullable Object> Stream<T> column(List<New> surveys, Function<Survey, T> value) {
        return surveys.stream().map(added -> value.apply(added.survey()));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private String write(ThreadRef thread) {
        try {
            return json.writeValueAsString(thread);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A thread can always be written as JSON", e);
        }
    }

    private ThreadRef read(String thread) {
        try {
            return json.readValue(thread, ThreadRef.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The thread of a survey is damaged", e);
        }
    }
}
