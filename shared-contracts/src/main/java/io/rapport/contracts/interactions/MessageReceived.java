package io.rapport.contracts.interactions;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Contact;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.LifecyclePhase;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer wrote to us.
 *
 * @param direction always INWARD
 * @param phase where in the customer's life, when the channel knows
 * @param providerMessageId the provider's id, the Message-ID of a mail
 * @param references the provider ids of the messages before it, oldest first
 * @param threadRule which rule decided the thread
 * @param writtenAt the sender's own clock, not to be trusted
 * @param receivedAt when the adapter took it
 * @param rawRef where the raw payload is kept
 * @param report what the message reports about the delivery of another one, when {@code automation} is BOUNCE
 * @param contact who the sender says to be, on a channel whose addresses are made up (chat)
 */
@EventType("rapport.interactions.message-received.v1")
public record MessageReceived(
        ThreadRef thread,
        CustomerId customerId,
        Direction direction,
        @Nullable LifecyclePhase phase,
        Party from,
        MessageContent content,
        Automation automation,
        String providerMessageId,
        List<String> references,
        String threadRule,
        @Nullable Instant writtenAt,
        Instant receivedAt,
        String rawRef,
        @Nullable DeliveryReport report,
        @Nullable Contact contact)
        implements InteractionEvent {
    public MessageReceived {
        references = references == null ? List.of() : List.copyOf(references);
    }

    /** A message that reports about no other, from a sender whose address says enough. */
    public MessageReceived(
            ThreadRef thread,
            CustomerId customerId,
            Direction direction,
            @Nullable LifecyclePhase phase,
            Party from,
            MessageContent content,
            Automation automation,
            String providerMessageId,
            List<String> references,
            String threadRule,
            @Nullable Instant writtenAt,
            Instant receivedAt,
            String rawRef) {
        this(
                thread,
                customerId,
                direction,
                phase,
                from,
                content,
                automation,
                providerMessageId,
                references,
                threadRule,
                writtenAt,
                receivedAt,
                rawRef,
                null,
                null);
    }
}
