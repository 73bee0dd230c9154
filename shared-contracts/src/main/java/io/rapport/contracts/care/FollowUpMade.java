package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Instant;
import java.util.UUID;

/** The attention budget granted outward contact, and it is on its way. */
@EventType("rapport.care.follow-up-made.v1")
public record FollowUpMade(
        CustomerId customerId,
        Instant at,
        UUID followUpId,
        MessagePurpose purpose,
        Channel channel,
        CommandId commandId,
        Explanation explanation)
        implements CareEvent {}
