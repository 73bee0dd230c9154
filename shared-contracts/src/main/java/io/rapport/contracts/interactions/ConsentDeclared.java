package io.rapport.contracts.interactions;

import io.rapport.contracts.EventType;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;

/**
 * A customer allowed or refused all contact on the thread's channel, in the way the channel has for it: STOP and START by text
 * message.
 *
 * @param direction always INWARD
 * @param evidence what the customer did, for people
 */
@EventType("rapport.interactions.consent-declared.v1")
public record ConsentDeclared(
        ThreadRef thread,
        CustomerId customerId,
        Direction direction,
        String providerMessageId,
        ConsentStatus status,
        String evidence,
        Instant at)
        implements InteractionEvent {}
