package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Instant;
import java.util.UUID;

/** Outward contact is planned. */
@EventType("rapport.care.follow-up-scheduled.v1")
public record FollowUpScheduled(
        CustomerId customerId,
        Instant at,
        UUID followUpId,
        MessagePurpose purpose,
        Channel channel,
        Instant dueAt,
        Explanation explanation)
        implements CareEvent {}
