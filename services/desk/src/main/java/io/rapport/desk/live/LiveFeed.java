package io.rapport.desk.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.account.Sessions;
import io.rapport.desk.change.Changes;
import io.rapport.desk.inbox.Agents;
import io.rapport.desk.timeline.application.TimelineQueries;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells browsers what changed: collects ids for a moment, reads what they stand for once, and gives it to all of the tenant.
 *
 * <p>While nobody listens nothing is read and nothing is kept.
 */
@Singleton
class LiveFeed {
    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    private record News(String event, Object data) {}

    private final TimelineQueries queries;
    private final Agents agents;
    private final Sessions sessions;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final LiveConfig config;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Pending pending = new Pending();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final AtomicLong lastId;

    LiveFeed(
            TimelineQueries queries,
            Agents agents,
            Sessions sessions,
            ObjectMapper json,
            Vertx vertx,
            LiveConfig config,
            Clock clock) {
        this.queries = queries;
        this.agents = agents;
        this.sessions = sessions;
        this.json = json;
        this.vertx = vertx;
        this.config = config;
        // ids grow over restarts too
        this.lastId = new AtomicLong(clock.millis() * 1_000);
    }

    void join(Listener listener) {
        listeners.add(listener);
        listener.send(HEARTBEAT);
    }

    void leave(Listener listener) {
        listeners.remove(listener);
        listener.close();
    }

    /** A notification of {@link Changes}; it is only read when a browser waits for what it says. */
    void heard(String notification) {
        if (listeners.isEmpty()) {
            return;
        }
        pending.add(Changes.Announcement.parse(notification));
        tellSoon();
    }

    /** What holds only for a moment; whoever misses it has lost nothing. */
    void tellNow(TenantId tenant, String event, Object data) {
        if (!listeners.isEmpty()) {
            send(tenant, write(List.of(List.of(new News(event, data)))));
        }
    }

    /** Something may have been missed: browsers that come back read everything anew. */
    void hearsAgain() {
        listeners.forEach(this::leave);
    }

    /** A sign of life for those whose sessions live; the others are let go. */
    Uni<Void> beat() {
        if (listeners.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = listeners.stream().map(Listener::sessionId).collect(Collectors.toSet());
        return sessions.alive(ids)
                .invoke(alive -> {
                    var living = Set.copyOf(alive);
                    for (var listener : listeners) {
                        if (!living.contains(listener.sessionId()) || !listener.send(HEARTBEAT)) {
                            leave(listener);
                        }
                    }
                })
                .replaceWithVoid();
    }

    private void tellSoon() {
        if (telling.compareAndSet(false, true)) {
            vertx.setTimer(config.pause().toMillis(), timer -> tell());
        }
    }

    /** One telling ends before the next begins, so that nobody is told older news after newer. */
    private void tell() {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (var entry : pending.take().entrySet()) {
            told = told.chain(() -> tell(entry.getKey(), entry.getValue()));
        }
        told.subscribe().with(done -> told(), failure -> {
            LOG.warnf("Changes could not be read for browsers cause=%s", failure.getMessage());
            hearsAgain();
            told();
        });
    }

    private void told() {
        telling.set(false);
        if (!pending.isEmpty()) {
            tellSoon();
        }
    }

    private Uni<Void> tell(TenantId tenant, Map<Changes.Kind, Set<UUID>> changes) {
        if (listeners.stream().noneMatch(listener -> listener.tenant().equals(tenant))) {
            return Uni.createFrom().voidItem();
        }
        var reads = new ArrayList<Uni<List<News>>>();
        changes.forEach((kind, ids) -> reads.add(read(tenant, kind, ids)));
        return Uni.join()
                .all(reads)
                .andFailFast()
                .invoke(news -> send(tenant, write(news)))
                .replaceWithVoid();
    }

    private void send(TenantId tenant, Buffer events) {
        for (var listener : listeners) {
            if (listener.tenant().equals(tenant) && !listener.send(events)) {
                leave(listener);
            }
        }
    }

    private Uni<List<News>> read(TenantId tenant, Changes.Kind kind, Set<UUID> ids) {
        return switch (kind) {
            case CONVERSATION -> news("conversation", queries.summaries(tenant, ids));
            case CUSTOMER -> news("conversation", queries.summariesOf(tenant, ids));
            case ENTRY -> news("timeline", queries.entries(tenant, ids));
            case AGENT -> news("agent", agents.of(tenant, ids));
            case CARE -> Uni.createFrom().item(List.of(new News("care", Map.of())));
        };
    }

    private static <T> Uni<List<News>> news(String event, Uni<List<T>> read) {
        return read.map(
                items -> items.stream().map(item -> new News(event, item)).toList());
    }

    private Buffer write(List<List<News>> news) {
        var out = Buffer.buffer();
        for (var some : news) {
            for (var one : some) {
                out.appendString("event: " + one.event + "\nid: " + lastId.incrementAndGet() + "\ndata: ")
                        .appendBytes(json(one.data))
                        .appendString("\n\n");
            }
        }
        return out;
    }

    private byte[] json(Object data) {
        try {
            return json.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every view can be written as JSON", e);
        }
    }
}
