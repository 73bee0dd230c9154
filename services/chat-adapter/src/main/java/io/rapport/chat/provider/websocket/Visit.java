package io.rapport.chat.provider.websocket;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Account;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a browser asks for when it connects, {@code ?visitor=<uuid>&after=<number>}.
 *
 * @param after the last message the browser has; 0 when it has none
 */
record Visit(String visitor, long after) {
    static Optional<Visit> parse(@Nullable String query) {
        var parameters = new QueryStringDecoder(query == null ? "" : query, false).parameters();
        try {
            long after = Long.parseLong(
                    parameters.getOrDefault("after", List.of("0")).getFirst());
            return after < 0
                    ? Optional.empty()
                    : VisitorId.parse(parameters
                                    .getOrDefault("visitor", List.of(""))
                                    .getFirst())
                            .map(visitor -> new Visit(visitor, after));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    ThreadRef thread(Account account) {
        return ThreadRef.of(account.tenant(), Channel.CHAT, account.address(), visitor, null);
    }
}
