package io.rapport.desk.timeline.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationContinued;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationReopened;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.desk.change.Changes;
import io.rapport.desk.timeline.application.TimelineStore.ConversationKey;
import io.rapport.desk.timeline.application.TimelineStore.ThreadKey;
import io.rapport.desk.timeline.model.Conversation;
import io.rapport.desk.timeline.model.EntryNews;
import io.rapport.desk.timeline.model.EntryNews.AuthorKind;
import io.rapport.desk.timeline.model.EventLine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what routing decided. */
@Singleton
public class ConversationProjection {
    /** Whose voice the lines between the messages are. */
    private static final String PLATFORM = "Rapport";

    private final TimelineStore store;

    ConversationProjection(TimelineStore store) {
        this.store = store;
    }

    public Uni<Void> on(SqlConnection tx, List<Event<ConversationEvent>> events) {
        var keys = new LinkedHashSet<ConversationKey>();
        var threads = new LinkedHashSet<ThreadKey>();
        var lines = new ArrayList<EntryNews>();
        var changes = new Changes();
        for (var event : events) {
            var tenant = event.envelope().tenant();
            var key = keyOf(event);
            keys.add(key);
            changes.add(Changes.Kind.CONVERSATION, tenant, key.id().value());
            threadOf(event.data()).ifPresent(thread -> threads.add(new ThreadKey(tenant, thread)));
            lineOf(event).ifPresent(line -> {
                lines.add(line);
                changes.add(Changes.Kind.ENTRY, tenant, line.id());
            });
        }
        return store.lockThreads(tx, threads)
                .chain(() -> store.load(tx, keys))
                .chain(known -> store.save(tx, apply(known, events)))
                .chain(() -> store.saveEntries(tx, lines))
                .chain(() -> changes.announce(tx));
    }

    private static List<Conversation> apply(
            Map<ConversationKey, Conversation> known, List<Event<ConversationEvent>> events) {
        for (var event : events) {
            var data = event.data();
            known.compute(
                    keyOf(event),
                    (key, conversation) -> (conversation == null
                                    ? Conversation.unknown(key.tenant(), key.id(), data.at())
                                    : conversation)
                            .with(data));
        }
        return List.copyOf(known.values());
    }

    private static ConversationKey keyOf(Event<ConversationEvent> event) {
        return new ConversationKey(event.envelope().tenant(), event.data().conversationId());
    }

    private static Optional<ThreadRef> threadOf(ConversationEvent event) {
        return switch (event) {
            case ConversationOpened e -> Optional.of(e.thread());
            case ConversationContinued e -> Optional.of(e.thread());
            case ConversationReopened e -> Optional.of(e.thread());
            case ConversationResolved e -> Optional.of(e.thread());
            default -> Optional.empty();
        };
    }

    private static Optional<EntryNews> lineOf(Event<ConversationEvent> event) {
        var envelope = event.envelope();
        var data = event.data();
        return Optional.ofNullable(EventLine.explanation(data))
                .map(explanation -> new EntryNews(
                        envelope.tenant(),
                        envelope.id(),
                        null,
                        data.conversationId().value(),
                        // what is decided at once is told in order
                        data.at().plus(data.version(), ChronoUnit.MICROS),
                        null,
                        AuthorKind.SYSTEM,
                        PLATFORM,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        envelope.type(),
                        explanation));
    }
}
