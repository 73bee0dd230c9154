package io.rapport.platform.outbox;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Removes old rows of the outbox, the inbox and what the service has {@link Cleaned}, in small steps. */
@Singleton
public class Cleaner {
    /** Looks at the first rows only, whether they are old: a search for old ones reads all when there are none. */
    static final String CLEAN_OUTBOX = """
            delete from outbox_event where seq in (
              select seq from (select seq, created_at from outbox_event order by seq limit $2) as oldest where created_at < $1)
            """;

    static final String CLEAN_INBOX = """
            delete from inbox_event where ctid = any(array(
              select ctid from inbox_event where received_at < $1 limit $2))
            """;

    /** There is an index on each table's age. The planner, who expects to come upon old rows soon, would read them all every minute. */
    static final String BY_INDEX = "set local enable_seqscan = off";

    private final Pool pool;
    private final Clock clock;
    private final OutboxConfig config;
    private final Duration inboxRetention;
    private final List<Cleaned> tables;
    private final Rounds rounds = new Rounds("cleaning");

    Cleaner(
            Pool pool,
            Clock clock,
            OutboxConfig config,
            @ConfigProperty(name = "rapport.messaging.inbox-retention", defaultValue = "14D") Duration inboxRetention,
            @All List<Cleaned> tables) {
        this.pool = pool;
        this.clock = clock;
        this.config = config;
        this.inboxRetention = inboxRetention;
        this.tables = tables;
    }

    /** One round; the scheduler calls it every minute. */
    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> clean() {
        return rounds.run(this::removeAll);
    }

    private Uni<Void> removeAll() {
        var work = removeAll(CLEAN_OUTBOX, config.retention()).chain(() -> removeAll(CLEAN_INBOX, inboxRetention));
        for (var table : tables) {
            work = work.chain(() -> removeAll(table.statement(), table.retention()));
        }
        return work;
    }

    private Uni<Void> removeAll(String statement, Duration retention) {
        var before = OffsetDateTime.ofInstant(clock.instant().minus(retention), ZoneOffset.UTC);
        return pool.withTransaction(tx -> tx.query(BY_INDEX)
                        .execute()
                        .chain(() -> tx.preparedQuery(statement).execute(Tuple.of(before, config.cleaningBatch()))))
                .chain(rows -> rows.rowCount() < config.cleaningBatch()
                        ? Uni.createFrom().voidItem()
                        : removeAll(statement, retention));
    }
}
