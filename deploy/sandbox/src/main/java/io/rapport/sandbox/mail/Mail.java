package io.rapport.sandbox.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail in a customer's mailbox.
 *
 * @param customer the mailbox's address, in lower case
 * @param messageId with its angle brackets
 * @param references the Message-IDs before it, oldest first
 * @param automatic whether it says that a machine wrote it
 * @param repetitions how often the same mail came again
 */
public record Mail(
        String customer,
        Way way,
        String messageId,
        @Nullable String inReplyTo,
        List<String> references,
        String from,
        @Nullable String fromName,
        String to,
        @Nullable String toName,
        String subject,
        String text,
        boolean automatic,
        Instant at,
        int repetitions) {

    /** From the customer's point of view. */
    public enum Way {
        SENT,
        RECEIVED
    }

    Mail repeated() {
        return new Mail(
                customer,
                way,
                messageId,
                inReplyTo,
                references,
                from,
                fromName,
                to,
                toName,
                subject,
                text,
                automatic,
                at,
                repetitions + 1);
    }

    /** The name the customer goes by in this mail. */
    @Nullable
    String customerName() {
        return way == Way.SENT ? fromName : toName;
    }
}
