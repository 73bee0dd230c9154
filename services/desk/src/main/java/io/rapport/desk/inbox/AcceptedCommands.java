package io.rapport.desk.inbox;

import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.problem.Refusal;
import io.rapport.platform.outbox.Cleaned;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Produces;
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

    private final Clock clock;

    AcceptedCommands(Clock clock) {
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

    @Produces
    @Singleton
    static Cleaned old() {
        return new Cleaned("accepted_command", "accepted_at", REMEMBERED);
    }
}
