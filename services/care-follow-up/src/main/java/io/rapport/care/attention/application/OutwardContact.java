package io.rapport.care.attention.application;

import io.rapport.contracts.Envelope;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that we would like to send without having been asked.
 *
 * @param followUpId asking again with the same id is the same question
 * @param about the conversation it is about, if any
 * @param since when the reason for it arose
 * @param subject the thread's own subject is continued when absent
 * @param cause the event that it follows from
 */
public record OutwardContact(
        UUID followUpId,
        MessagePurpose purpose,
        CustomerId customerId,
        Party to,
        ThreadRef thread,
        @Nullable ConversationId about,
        Instant since,
        Author author,
        @Nullable String subject,
        String text,
        Envelope cause) {}
