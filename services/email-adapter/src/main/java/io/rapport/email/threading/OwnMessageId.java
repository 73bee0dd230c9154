package io.rapport.email.threading;

import io.rapport.contracts.value.CommandId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Message-ID of a mail of ours, {@code <command.token@domain>}: whatever answers it, or reports about it, brings the
 * token back to us.
 *
 * @param token of {@link ThreadTokens}; absent when the conversation has none
 */
public record OwnMessageId(CommandId command, @Nullable String token) {
    private static final Pattern SHAPE = Pattern.compile(
            "<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\\.([0-9a-f]{16,32}))?@([^@>\\s]+)>");

    /** As in a header; the same at every attempt. */
    public String at(String domain) {
        return "<" + command + (token == null ? "" : "." + token) + "@" + domain + ">";
    }

    /** Reads a Message-ID, if it is one of ours. */
    public static Optional<OwnMessageId> parse(String messageId, Predicate<String> ourDomain) {
        var match = SHAPE.matcher(messageId);
        if (!match.matches() || !ourDomain.test(match.group(3))) {
            return Optional.empty();
        }
        return Optional.of(new OwnMessageId(new CommandId(UUID.fromString(match.group(1))), match.group(2)));
    }
}
