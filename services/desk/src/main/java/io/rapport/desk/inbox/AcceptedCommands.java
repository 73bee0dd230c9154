package io.rapport.desk.inbox;

import io.quarkus.scheduler.Scheduled;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;

/** The commands already taken from browsers, by the id the browser gave them. */
@Singleton
class AcceptedCommands {
    /** No browser repeats a request for longer. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final Pool pool;
    private final Clock clock;

    AcceptedCommands(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Whether this is the first time; a command of another conversation with the same id is refused. */
    Uni<Boolean> first(SqlConnection tx, TenantId tenant, UUID id, ConversationId conversation) {
        return tx.preparedQuery("""
                        insert into accepted_command as c (tenant, id, conversation_id, accepted_at) values ($1, $2, $3, $4)
                        on conflict (tenant, id) do update set accepted_at = c.accepted_at
                        returning xmax = 0 as first, conversation_id
                        """)
                .execute(Tuple.of(
                        tenant.value(),
                        id,
                        conversation.value(),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var row = rows.iterator().next();
                    if (!row.getUUID("conversation_id").equals(conversation.value())) {
                        throw Refusal.unprocessable("This id was used for another conversation. Take a new one.");
                    }
                    return row.getBoolean("first");
                });
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        return pool.preparedQuery("delete from accepted_command where accepted_at < $1")
                .execute(Tuple.of(clock.instant().minus(REMEMBERED).atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
