package io.rapport.desk.timeline.model;

import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is new about one entry of a timeline; what is absent is not known from this news.
 *
 * @param id of an outgoing message its command's id, else the event's
 * @param text absent when only the delivery is known, or when it is an event line
 * @param newestText what of the text its sender wrote newly; absent when that is all of it
 * @param attachments the message's files
 * @param htmlContentId where the message is kept as HTML
 */
public record EntryNews(
        TenantId tenant,
        UUID id,
        @Nullable UUID threadId,
        @Nullable UUID conversationId,
        Instant at,
        @Nullable Direction direction,
        AuthorKind authorKind,
        @Nullable String authorName,
        @Nullable String text,
        @Nullable String newestText,
        @Nullable String subject,
        @Nullable MessagePurpose purpose,
        @Nullable DeliveryStatus delivery,
        @Nullable String failure,
        @Nullable String eventType,
        @Nullable String explanation,
        List<Attachment> attachments,
        @Nullable String htmlContentId) {
    /** News without files. */
    public EntryNews(
            TenantId tenant,
            UUID id,
            @Nullable UUID threadId,
            @Nullable UUID conversationId,
            Instant at,
            @Nullable Direction direction,
            AuthorKind authorKind,
            @Nullable String authorName,
            @Nullable String text,
            @Nullable String newestText,
            @Nullable String subject,
            @Nullable MessagePurpose purpose,
            @Nullable DeliveryStatus delivery,
            @Nullable String failure,
            @Nullable String eventType,
            @Nullable String explanation) {
        this(
                tenant,
                id,
                threadId,
                conversationId,
                at,
                direction,
                authorKind,
                authorName,
                text,
                newestText,
                subject,
                purpose,
                delivery,
                failure,
                eventType,
                explanation,
                List.of(),
                null);
    }

    /** Who an entry comes from. */
    public enum AuthorKind {
        CUSTOMER,
        AGENT,
        SYSTEM
    }

    /** Both pieces of news in one; which came first does not matter. */
    public EntryNews and(EntryNews other) {
        var content = other.text == null ? this : other;
        var later = isLater(other.delivery, delivery) ? other : this;
        return new EntryNews(
                tenant,
                id,
                threadId,
                conversationId,
                content.at,
                content.direction,
                content.authorKind,
                content.authorName,
                content.text,
                content.newestText,
                content.subject,
                content.purpose,
                later.delivery,
                later.failure,
                eventType,
                explanation,
                content.attachments,
                content.htmlContentId);
    }

    /** Whether no other event tells of the entry: nothing is delivered that was said to us, and a decision is one event. */
    public boolean isToldOnce() {
        return delivery == null;
    }

    private static boolean isLater(@Nullable DeliveryStatus status, @Nullable DeliveryStatus than) {
        return status != null && (than == null || status.supersedes(than));
    }
}
