package io.rapport.chat.provider.websocket;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a browser asks for when it connects, {@code ?visitor=<uuid>&pass=<pass>&after=<number>}.
 *
 * @param pass what it was given for a user's visitor
 * @param after the last message the browser has; 0 when it has none
 */
record Visit(UUID visitor, @Nullable String pass, long after) {
    static Optional<Visit> parse(@Nullable String query) {
        var parameters = new QueryStringDecoder(query == null ? "" : query, false).parameters();
        try {
            var written = first(parameters, "after");
            long after = written == null ? 0 : Long.parseLong(written);
            return after < 0
                    ? Optional.empty()
                    : VisitorId.parse(first(parameters, "visitor"))
                            .map(visitor -> new Visit(visitor, first(parameters, "pass"), after));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String first(Map<String, List<String>> parameters, String name) {
        var values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }
}
