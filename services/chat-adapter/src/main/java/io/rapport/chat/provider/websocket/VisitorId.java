package io.rapport.chat.provider.websocket;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor is called: a random UUID that the browser makes and that is all that keeps strangers out of the chat, or one that
 * follows from the name of a site's user.
 */
final class VisitorId {
    private static final Set<Integer> VERSIONS = Set.of(4, 5);

    private VisitorId() {}

    /** The id, if it is one. */
    static Optional<UUID> parse(@Nullable String written) {
        if (written == null || written.length() != 36) {
            return Optional.empty();
        }
        try {
            var id = UUID.fromString(written);
            return VERSIONS.contains(id.version()) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
