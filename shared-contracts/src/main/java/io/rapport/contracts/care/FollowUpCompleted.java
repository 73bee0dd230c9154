package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Instant;
import java.util.UUID;

/** A follow-up reached its end. */
@EventType("rapport.care.follow-up-completed.v1")
public record FollowUpCompleted(
        CustomerId customerId, Instant at, UUID followUpId, MessagePurpose purpose, String outcome)
        implements CareEvent {}
