package io.rapport.contracts.outbound;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Send this message; the same command id is sent at most once. */
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
        Instant requestedAt)
        implements OutboundCommand {
    /** The same, saying something else. */
    public SendMessage withText(String other) {
        return new SendMessage(
                commandId, thread, customerId, to, author, purpose, subject, other, replyContext, requestedAt);
    }
}
