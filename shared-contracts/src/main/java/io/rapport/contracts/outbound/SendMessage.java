package io.rapport.contracts.outbound;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Send this message; the same command id is sent at most once.
 *
 * @param html the same as rich text, for mail; made from the text when absent
 * @param attachments files to send with it; one that the HTML shows as {@code cid:<contentId>} is sent as part of it
 */
@EventType("rapport.outbound.send-message.v1")
public record SendMessage(
        CommandId commandId,
        ThreadRef thread,
        CustomerId customerId,
        Party to,
        Author author,
        MessagePurpose purpose,
        @Nullable String subject,
        String text,
        @Nullable ReplyContext replyContext,
        Instant requestedAt,
        @Nullable String html,
        List<Attachment> attachments)
        implements OutboundCommand {
    public SendMessage {
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }

    /** A message that is its text alone. */
    public SendMessage(
            CommandId commandId,
            ThreadRef thread,
            CustomerId customerId,
            Party to,
            Author author,
            MessagePurpose purpose,
            @Nullable String subject,
            String text,
            @Nullable ReplyContext replyContext,
            Instant requestedAt) {
        this(
                commandId,
                thread,
                customerId,
                to,
                author,
                purpose,
                subject,
                text,
                replyContext,
                requestedAt,
                null,
                List.of());
    }

    /** The same, saying something else and with other files. */
    public SendMessage with(String otherText, List<Attachment> otherAttachments) {
        return new SendMessage(
                commandId,
                thread,
                customerId,
                to,
                author,
                purpose,
                subject,
                otherText,
                replyContext,
                requestedAt,
                html,
                otherAttachments);
    }
}
