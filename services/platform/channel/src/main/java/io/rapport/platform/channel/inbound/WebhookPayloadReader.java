package io.rapport.platform.channel.inbound;

import io.quarkus.arc.DefaultBean;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads again what a provider's webhook brought, as the provider's calls are read. */
@DefaultBean
@Singleton
class WebhookPayloadReader implements PayloadReader {
    private final InboundFlow flow;

    WebhookPayloadReader(InboundFlow flow) {
        this.flow = flow;
    }

    @Override
    public Uni<Void> read(Account account, byte[] payload, Optional<String> origin) {
        return account.provider() instanceof WebhookProvider provider
                ? flow.again(account, payload, () -> provider.parse(payload))
                : Uni.createFrom().failure(new Malformed("What came this way cannot be read again."));
    }
}
