package io.rapport.care.attention.model;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the attention budget looks at. */
public record CustomerContext(
        List<Refusal> refusals, List<OpenConversation> conversations, int openRecoveries, List<PastContact> contacts) {
    public static final CustomerContext EMPTY = new CustomerContext(List.of(), List.of(), 0, List.of());

    /**
     * The customer's no.
     *
     * @param channel every channel when absent
     */
    public record Refusal(MessagePurpose purpose, @Nullable Channel channel) {
        boolean covers(ContactRequest request) {
            return purpose == request.purpose() && (channel == null || channel == request.channel());
        }
    }

    /** A request that waits for us. */
    public record OpenConversation(ConversationId id, Instant openedAt) {}

    /** Contact we started. */
    public record PastContact(MessagePurpose purpose, Instant at) {}

    /** The context after one more contact. */
    public CustomerContext with(PastContact contact) {
        return new CustomerContext(
                refusals,
                conversations,
                openRecoveries,
                Stream.concat(contacts.stream(), Stream.of(contact)).toList());
    }
}
