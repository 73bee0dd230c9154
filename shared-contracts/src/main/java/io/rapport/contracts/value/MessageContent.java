package io.rapport.contracts.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says.
 *
 * @param text plain text, at most 64 Ki characters; the whole message is in the raw payload store
 * @param truncated whether the text was cut
 */
public record MessageContent(@Nullable String subject, String text, boolean truncated, List<Attachment> attachments) {
    public MessageContent {
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }
}
