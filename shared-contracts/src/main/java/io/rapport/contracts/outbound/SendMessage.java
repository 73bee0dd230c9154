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
 * @param attachments sent with the text, where the channel carries files
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
        List<Attachment> attachments)
        implements OutboundCommand {
    public SendMessage {
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }

    /** A message without files. */
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
        this(commandId, thread, customerId, to, author, purpose, subject, text, replyContext, requestedAt, List.of());
    }

    /** The same, saying something else. */
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
                otherAttachments);
    }
}
