package io.rapport.email.unsubscribe;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.unsubscribe.UnsubscribeTokens.Subscription;
import java.util.Map;
import java.util.Optional;

/** The header fields that let a customer's mail program unsubscribe. */
public final class UnsubscribeLinks {
    private final UnsubscribeTokens tokens;
    private final Optional<String> publicUrl;

    public UnsubscribeLinks(UnsubscribeTokens tokens, Optional<String> publicUrl) {
        this.tokens = tokens;
        this.publicUrl = publicUrl;
    }

    /** None for the answer to a customer's question, which is nothing to unsubscribe from. */
    public Map<String, String> headers(TenantId tenant, SendMessage message) {
        if (publicUrl.isEmpty() || !message.purpose().startedByUs()) {
            return Map.of();
        }
        var token = tokens.of(new Subscription(tenant, message.thread(), message.customerId(), message.commandId()));
        var url = publicUrl.get() + UnsubscribeResource.PATH + '/' + token;
        // RFC 8058 section 3.1: one click is for HTTPS only
        return url.startsWith("https:")
                ? Map.of("List-Unsubscribe", '<' + url + '>', "List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                : Map.of("List-Unsubscribe", '<' + url + '>');
    }
}
