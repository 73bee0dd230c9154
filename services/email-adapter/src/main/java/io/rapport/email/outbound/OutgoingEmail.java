package io.rapport.email.outbound;

import io.rapport.contracts.value.Attachment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail, written.
 *
 * @param envelopeSender where reports about it go
 * @param recipient the one address it goes to
 * @param headers in their order, encoded for the wire
 * @param text the plain text body, lines ended by line feeds
 * @param html the same as rich text
 */
public record OutgoingEmail(
        String messageId,
        String envelopeSender,
        String recipient,
        Map<String, String> headers,
        String text,
        String html,
        List<File> files) {

    /**
     * A file that goes with it.
     *
     * @param cid what the rich text calls it, without angle brackets (RFC 2392); absent when it is not shown there
     */
    public record File(Attachment file, @Nullable String cid) {}
}
