package io.rapport.contracts.interactions;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.List;

/**
 * A provider took a message of ours.
 *
 * @param direction always OUTWARD
 * @param commandId the SendMessage that asked for it; made from the message's own id when a person sent it past the platform
 * @param providerMessageId what a reply will refer to
 */
@EventType("rapport.interactions.message-sent.v1")
public record MessageSent(
        ThreadRef thread,
        CustomerId customerId,
        Direction direction,
        CommandId commandId,
        MessagePurpose purpose,
        Author author,
        Party to,
        MessageContent content,
        String providerMessageId,
        List<String> references,
        Instant sentAt)
        implements InteractionEvent {
    public MessageSent {
        references = references == null ? List.of() : List.copyOf(references);
    }
}
