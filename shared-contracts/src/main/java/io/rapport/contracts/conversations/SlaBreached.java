package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.Party;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A clock ran out.
 *
 * @param clock the name of the clock, such as first-reply
 * @param customerId who was kept waiting; absent in the first events of this type
 * @param customer absent together with the id
 */
@EventType("rapport.conversations.sla-breached.v1")
public record SlaBreached(
        ConversationId conversationId,
        long version,
        Instant at,
        String clock,
        Instant dueAt,
        Explanation explanation,
        @Nullable CustomerId customerId,
        @Nullable Party customer)
        implements ConversationEvent {}
