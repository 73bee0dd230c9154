package io.rapport.contracts.interactions;

import io.rapport.contracts.EventType;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.List;

/**
 * A customer allowed or refused contact on the thread's channel, in the way the channel has for it: STOP and START by text
 * message, unsubscribing by mail.
 *
 * @param direction always INWARD
 * @param providerMessageId the message that said so, or the message of ours whose link was used
 * @param evidence what the customer did, for people
 * @param purposes the kinds of contact; all of them when there are none
 */
@EventType("rapport.interactions.consent-declared.v1")
public record ConsentDeclared(
        ThreadRef thread,
        CustomerId customerId,
        Direction direction,
        String providerMessageId,
        ConsentStatus status,
        String evidence,
        Instant at,
        List<MessagePurpose> purposes)
        implements InteractionEvent {
    public ConsentDeclared {
        purposes = purposes == null ? List.of() : List.copyOf(purposes);
    }

    /** About every kind of contact. */
    public ConsentDeclared(
            ThreadRef thread,
            CustomerId customerId,
            Direction direction,
            String providerMessageId,
            ConsentStatus status,
            String evidence,
            Instant at) {
        this(thread, customerId, direction, providerMessageId, status, evidence, at, List.of());
    }
}
