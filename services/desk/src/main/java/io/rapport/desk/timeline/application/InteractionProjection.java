package io.rapport.desk.timeline.application;

import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.interactions.ReactionReceived;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.change.Changes;
import io.rapport.desk.timeline.model.EntryNews;
import io.rapport.desk.timeline.model.EntryNews.AuthorKind;
import io.rapport.desk.timeline.model.ThreadNews;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what was said. */
@Singleton
public class InteractionProjection {
    private record EntryKey(TenantId tenant, UUID id) {}

    private final TimelineStore store;

    InteractionProjection(TimelineStore store) {
        this.store = store;
    }

    public Uni<Void> on(SqlConnection tx, List<Event<InteractionEvent>> events) {
        var threads = new HashMap<EntryKey, ThreadNews>();
        var entries = new LinkedHashMap<EntryKey, EntryNews>();
        for (var event : events) {
            var tenant = event.envelope().tenant();
            switch (event.data()) {
                case MessageReceived e -> {
                    add(threads, news(tenant, e));
                    add(entries, entry(event.envelope(), e));
                }
                case MessageSent e -> {
                    add(threads, news(tenant, e));
                    add(entries, entry(tenant, e));
                }
                case DeliveryUpdated e -> add(entries, entry(tenant, e));
                case ReactionReceived e -> {} // the timeline has no place for it yet
                case ConsentDeclared e -> {} // the message that says it is in the timeline
            }
        }
        var changes = new Changes();
        entries.keySet().forEach(key -> changes.add(Changes.Kind.ENTRY, key.tenant, key.id));
        return store.saveThreads(tx, threads.values())
                .chain(() -> store.saveEntries(tx, entries.values()))
                .chain(() -> store.showLastMessages(tx, threads.values()))
                .invoke(shown -> shown.forEach(key -> changes.add(
                        Changes.Kind.CONVERSATION, key.tenant(), key.id().value())))
                .chain(() -> changes.announce(tx));
    }

    private static void add(Map<EntryKey, ThreadNews> threads, ThreadNews news) {
        threads.merge(new EntryKey(news.tenant(), news.thread().id().value()), news, ThreadNews::and);
    }

    private static void add(Map<EntryKey, EntryNews> entries, EntryNews news) {
        entries.merge(new EntryKey(news.tenant(), news.id()), news, EntryNews::and);
    }

    private static ThreadNews news(TenantId tenant, MessageReceived e) {
        var content = e.content();
        return new ThreadNews(
                tenant,
                e.thread(),
                new ThreadNews.Last(e.receivedAt(), e.direction(), content.subject(), preview(content)),
                new ThreadNews.Answerable(e.receivedAt(), e.from().name(), e.providerMessageId(), e.references()));
    }

    private static ThreadNews news(TenantId tenant, MessageSent e) {
        var content = e.content();
        return new ThreadNews(
                tenant,
                e.thread(),
                new ThreadNews.Last(e.sentAt(), e.direction(), content.subject(), preview(content)),
                null);
    }

    private static String preview(MessageContent content) {
        return ThreadNews.preview(content.newestText() == null ? content.text() : content.newestText());
    }

    private static EntryNews entry(Envelope envelope, MessageReceived e) {
        var name = e.from().name() == null ? e.from().address() : e.from().name();
        return new EntryNews(
                envelope.tenant(),
                envelope.id(),
                e.thread().id().value(),
                null,
                e.receivedAt(),
                e.direction(),
                AuthorKind.CUSTOMER,
                name,
                e.content().text(),
                e.content().newestText(),
                e.content().subject(),
                null,
                null,
                null,
                null,
                null,
                e.content().attachments(),
                e.content().htmlContentId());
    }

    private static EntryNews entry(TenantId tenant, MessageSent e) {
        return new EntryNews(
                tenant,
                e.commandId().value(),
                e.thread().id().value(),
                null,
                e.sentAt(),
                e.direction(),
                e.author().agentId() == null ? AuthorKind.SYSTEM : AuthorKind.AGENT,
                e.author().name(),
                e.content().text(),
                e.content().newestText(),
                e.content().subject(),
                e.purpose(),
                DeliveryStatus.SENT,
                null,
                null,
                null,
                e.content().attachments(),
                e.content().htmlContentId());
    }

    private static EntryNews entry(TenantId tenant, DeliveryUpdated e) {
        @Nullable String failure = e.failure() == null ? null : e.failure().text();
        @Nullable MessagePurpose unknown = null;
        return new EntryNews(
                tenant,
                e.commandId().value(),
                e.thread().id().value(),
                null,
                e.at(),
                e.direction(),
                AuthorKind.SYSTEM,
                null,
                null,
                null,
                null,
                unknown,
                e.status(),
                failure,
                null,
                null);
    }
}
