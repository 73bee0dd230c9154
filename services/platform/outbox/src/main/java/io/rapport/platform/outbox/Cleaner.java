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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Removes old rows of the outbox, the inbox and what the service has {@link Cleaned}.
 *
 * <p>Each round goes on through a part of every table, so that all of it is looked at ten times while a row may stay. A row stays
 * a tenth longer at most, and no index of ages has to be kept by those who write.
 */
@Singleton
public class Cleaner {
    /** One statement looks at a megabyte. */
    static final int STEP = 128;

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int TIMES = 10;
    private static final String PAGES =
            "select pg_relation_size($1::text::regclass) / current_setting('block_size')::int";

    private final Pool pool;
    private final Clock clock;
    private final List<Cleaned> tables;
    private final Map<String, Long> places = new ConcurrentHashMap<>();
    private final Rounds rounds = new Rounds("cleaning");

    Cleaner(
            Pool pool,
            Clock clock,
            OutboxConfig config,
            @ConfigProperty(name = "rapport.messaging.inbox-retention", defaultValue = "14D") Duration inboxRetention,
            @All List<Cleaned> tables) {
        this.pool = pool;
        this.clock = clock;
        this.tables = Stream.concat(
                        Stream.of(
                                new Cleaned("outbox_event", "created_at", config.retention()),
                                new Cleaned("inbox_event", "received_at", inboxRetention)),
                        tables.stream())
                .toList();
    }

    /** One round; the scheduler calls it every minute. */
    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> clean() {
        return rounds.run(() -> {
            var work = Uni.createFrom().voidItem();
            for (var table : tables) {
                work = work.chain(() -> goThrough(table));
            }
            return work;
        });
    }

    private Uni<Void> goThrough(Cleaned table) {
        return pool.preparedQuery(PAGES)
                .execute(Tuple.of(table.table()))
                .map(rows -> rows.iterator().next().getLong(0))
                .chain(pages -> {
                    long roundsForAll =
                            Math.max(1, table.retention().dividedBy(TIMES).dividedBy(EVERY));
                    // whoever began at the front after every restart might never come to the end
                    places.computeIfAbsent(
                            table.table(), name -> ThreadLocalRandom.current().nextLong(pages + 1));
                    return goOn(table, pages, Math.min(pages, Math.max(STEP, pages / roundsForAll + 1)));
                });
    }

    private Uni<Void> goOn(Cleaned table, long pages, long left) {
        if (left <= 0) {
            return Uni.createFrom().voidItem();
        }
        long place = places.getOrDefault(table.table(), 0L);
        long from = place < pages ? place : 0;
        long until = Math.min(pages, from + Math.min(left, STEP));
        var before = OffsetDateTime.ofInstant(clock.instant().minus(table.retention()), ZoneOffset.UTC);
        return pool.preparedQuery(table.statement())
                .execute(Tuple.of(before, from, until))
                .invoke(() -> places.put(table.table(), until))
                .chain(() -> goOn(table, pages, left - (until - from)));
    }
}
