package io.rapport.desk.timeline.application;

import io.rapport.contracts.Envelope;
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
import io.rapport.desk.timeline.model.EntryNews;
import io.rapport.desk.timeline.model.EntryNews.AuthorKind;
import io.rapport.desk.timeline.model.ThreadNews;
import org.jspecify.annotations.Nullable;

/** What was said, and what became of it. */
final class MessageNews {
    private MessageNews() {}

    static void add(TimelineNews news, Envelope envelope, InteractionEvent event) {
        var tenant = envelope.tenant();
        switch (event) {
            case MessageReceived e -> {
                news.add(thread(tenant, e));
                news.add(entry(envelope, e));
            }
            case MessageSent e -> {
                news.add(thread(tenant, e));
                news.add(entry(tenant, e));
            }
            case DeliveryUpdated e -> news.add(entry(tenant, e));
            case ReactionReceived e -> {} // the timeline has no place for it yet
            case ConsentDeclared e -> {} // the message that says it is in the timeline
        }
    }

    private static ThreadNews thread(TenantId tenant, MessageReceived e) {
        var content = e.content();
        return new ThreadNews(
                tenant,
                e.thread(),
                new ThreadNews.Last(e.receivedAt(), e.direction(), content.subject(), preview(content)),
                new ThreadNews.Answerable(e.receivedAt(), e.from().name(), e.providerMessageId(), e.references()));
    }

    private static ThreadNews thread(TenantId tenant, MessageSent e) {
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
