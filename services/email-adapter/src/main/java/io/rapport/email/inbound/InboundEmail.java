package io.rapport.email.inbound;

import io.rapport.contracts.value.Party;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail, read.
 *
 * @param messageId with its angle brackets; absent when the sender gave none
 * @param inReplyTo the Message-IDs it answers
 * @param references the Message-IDs before it, oldest first
 * @param from absent when no header names a sender
 * @param writtenAt by the sender's clock
 * @param text plain text, rendered from HTML where there is nothing else
 * @param newestText what of it the sender wrote newly, without quoted mails and signature; the same as text when nothing is quoted
 * @param truncated whether the text was cut
 * @param html the mail as HTML, unsafe as it came; absent when it has none
 */
record InboundEmail(
        @Nullable String messageId,
        List<String> inReplyTo,
        List<String> references,
        @Nullable Party from,
        @Nullable String subject,
        @Nullable Instant writtenAt,
        String text,
        String newestText,
        boolean truncated,
        List<MailFile> files,
        MachineMail machine,
        @Nullable String html) {

    /**
     * A part of the mail that is not its text.
     *
     * @param cid by which the HTML shows it, without angle brackets
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record MailFile(
            @Nullable String name,
            String mediaType,
            byte[] content,
            @Nullable String cid) {}
}
