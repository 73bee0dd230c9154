package io.rapport.chat.provider.websocket;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The name a browser gives its visitor: a random UUID, which is also all that keeps strangers out of a chat. */
final class VisitorId {
    private static final int RANDOM = 4;

    private VisitorId() {}

    /** The id in lower case, if it is one. */
    static Optional<String> parse(@Nullable String written) {
        if (written == null || written.length() != 36) {
            return Optional.empty();
        }
        try {
            var id = UUID.fromString(written);
            return id.version() == RANDOM ? Optional.of(id.toString()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
