package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Instant;
import java.util.UUID;

/** The attention budget refused outward contact. */
@EventType("rapport.care.follow-up-withheld.v1")
public record FollowUpWithheld(
        CustomerId customerId,
        Instant at,
        UUID followUpId,
        MessagePurpose purpose,
        Channel channel,
        Explanation explanation)
        implements CareEvent {}
