package io.rapport.desk.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.account.Sessions;
import io.rapport.desk.change.Changes;
import io.rapport.desk.inbox.Agents;
import io.rapport.desk.timeline.application.Entry;
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
import java.util.function.Function;
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

    private record TimelineNews(ConversationId conversationId, Entry entry) {}

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

    void heard(Changes.Announcement announcement) {
        if (listeners.isEmpty()) {
            return;
        }
        pending.add(announcement);
        if (telling.compareAndSet(false, true)) {
            vertx.setTimer(config.pause().toMillis(), timer -> tell());
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

    private void tell() {
        // from here on a change needs a message of its own
        telling.set(false);
        pending.take().forEach((tenant, changes) -> tell(tenant, changes));
    }

    private void tell(TenantId tenant, Map<Changes.Kind, Set<UUID>> changes) {
        var audience = listeners.stream()
                .filter(listener -> listener.tenant().equals(tenant))
                .toList();
        if (audience.isEmpty()) {
            return;
        }
        var parts = new ArrayList<Uni<Buffer>>();
        changes.forEach((kind, ids) -> parts.add(events(tenant, kind, ids)));
        Uni.join()
                .all(parts)
                .andFailFast()
                .subscribe()
                .with(
                        buffers -> {
                            var all = Buffer.buffer();
                            buffers.forEach(all::appendBuffer);
                            for (var listener : audience) {
                                if (!listener.send(all)) {
                                    leave(listener);
                                }
                            }
                        },
                        failure -> {
                            LOG.warnf("Changes could not be read for browsers cause=%s", failure.getMessage());
                            audience.forEach(this::leave);
                        });
    }

    private Uni<Buffer> events(TenantId tenant, Changes.Kind kind, Set<UUID> ids) {
        return switch (kind) {
            case CONVERSATION -> write("conversation", queries.summaries(tenant, ids), it -> it);
            case ENTRY ->
                write(
                        "timeline",
                        queries.entries(tenant, ids),
                        it -> new TimelineNews(it.conversationId(), it.entry()));
            case AGENT -> write("agent", agents.of(tenant, ids), it -> it);
            case CARE -> write("care", Uni.createFrom().item(List.of(Map.of())), it -> it);
        };
    }

    private <T> Uni<Buffer> write(String event, Uni<List<T>> read, Function<T, Object> data) {
        return read.map(items -> write(event, items, data));
    }

    private <T> Buffer write(String event, List<T> items, Function<T, Object> data) {
        var out = Buffer.buffer();
        for (var item : items) {
            try {
                out.appendString("event: " + event + "\nid: " + lastId.incrementAndGet() + "\ndata: ")
                        .appendBytes(json.writeValueAsBytes(data.apply(item)))
                        .appendString("\n\n");
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Every view can be written as JSON", e);
            }
        }
        return out;
    }
}
