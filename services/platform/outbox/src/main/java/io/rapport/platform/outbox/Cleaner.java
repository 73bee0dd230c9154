package io.rapport.platform.outbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Removes old rows of the outbox and the inbox, in small steps, so that both stay small. */
@Singleton
class Cleaner {
    private static final String CLEAN_OUTBOX = """
            delete from outbox_event where seq in (
              select seq from outbox_event where created_at < $1 order by seq limit $2)
            """;
    private static final String CLEAN_INBOX = """
            delete from inbox_event where ctid = any(array(
              select ctid from inbox_event where received_at < $1 limit $2))
            """;

    private final Pool pool;
    private final Clock clock;
    private final OutboxConfig config;
    private final Duration inboxRetention;

    Cleaner(
            Pool pool,
            Clock clock,
            OutboxConfig config,
            @ConfigProperty(name = "rapport.messaging.inbox-retention", defaultValue = "14D") Duration inboxRetention) {
        this.pool = pool;
        this.clock = clock;
        this.config = config;
        this.inboxRetention = inboxRetention;
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> clean() {
        return removeAll(CLEAN_OUTBOX, config.retention()).chain(() -> removeAll(CLEAN_INBOX, inboxRetention));
    }

    private Uni<Void> removeAll(String statement, Duration retention) {
        var before = OffsetDateTime.ofInstant(clock.instant().minus(retention), ZoneOffset.UTC);
        return pool.preparedQuery(statement)
                .execute(Tuple.of(before, config.cleaningBatch()))
                .chain(rows -> rows.rowCount() < config.cleaningBatch()
                        ? Uni.createFrom().voidItem()
                        : removeAll(statement, retention));
    }
}
