package io.rapport.desk.timeline.application;

import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.desk.timeline.model.EntryNews.AuthorKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a timeline: a message either way, or a line about what happened.
 *
 * @param text all that the message says
 * @param newestText what of the text its sender wrote newly, without quotes and signature; absent when that is all of it
 * @param delivery how far a message of ours got
 * @param eventType the declared wire name of the event
 * @param attachments the message's files
 * @param htmlContentId where the message is kept as HTML, when its sender wrote HTML
 * @param pending asked for, but no provider has taken it yet
 */
public record Entry(
        UUID id,
        Kind kind,
        Instant at,
        @Nullable Direction direction,
        Author author,
        @Nullable String text,
        @Nullable String newestText,
        @Nullable String subject,
        @Nullable MessagePurpose purpose,
        @Nullable Delivery delivery,
        @Nullable String eventType,
        @Nullable String explanation,
        List<Attachment> attachments,
        @Nullable String htmlContentId,
        boolean pending) {

    /** What an entry is. */
    public enum Kind {
        MESSAGE,
        EVENT
    }

    /** Who it comes from. */
    public record Author(AuthorKind kind, @Nullable String name) {}

    /** How far a message got, and why not further. */
    public record Delivery(DeliveryStatus status, @Nullable String reason) {}
}
