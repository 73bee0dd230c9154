package io.rapport.contracts.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says.
 *
 * @param text plain text, at most 64 Ki characters; the whole message is in the raw payload store
 * @param truncated whether the text was cut
 * @param newestText what of the text its sender wrote newly, without quoted messages and signature; absent when that is all
 *     of it
 * @param htmlContentId where the message is kept as HTML, when its sender wrote HTML: {@code sha256:<hex>} in the attachment
 *     store, in UTF-8, as it came and therefore not safe to show
 */
public record MessageContent(
        @Nullable String subject,
        String text,
        boolean truncated,
        List<Attachment> attachments,
        @Nullable String newestText,
        @Nullable String htmlContentId) {
    public MessageContent {
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }

    /** A message that quotes nothing. */
    public MessageContent(@Nullable String subject, String text, boolean truncated, List<Attachment> attachments) {
        this(subject, text, truncated, attachments, null, null);
    }

    /** A message that is no HTML. */
    public MessageContent(
            @Nullable String subject,
            String text,
            boolean truncated,
            List<Attachment> attachments,
            @Nullable String newestText) {
        this(subject, text, truncated, attachments, newestText, null);
    }
}
