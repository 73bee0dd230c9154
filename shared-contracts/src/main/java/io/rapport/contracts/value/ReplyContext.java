package io.rapport.contracts.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an outgoing message answers, in the provider's own ids.
 *
 * @param inReplyTo the provider message id of the message that is answered
 * @param references the chain before it, oldest first (RFC 5322 section 3.6.4)
 */
public record ReplyContext(@Nullable String inReplyTo, List<String> references) {
    public ReplyContext {
        references = references == null ? List.of() : List.copyOf(references);
    }
}
