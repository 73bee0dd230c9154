package io.rapport.sms.inbound;

import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.inbound.PayloadReader;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Reads again what was set aside; a STOP in it is obeyed, too. */
@Singleton
class SmsPayloadReader implements PayloadReader {
    private final SmsInbound inbound;

    SmsPayloadReader(SmsInbound inbound) {
        this.inbound = inbound;
    }

    @Override
    public Uni<Void> read(Account account, byte[] payload) {
        return account.provider() instanceof WebhookProvider provider
                ? inbound.again(account, payload, () -> provider.parse(payload))
                : Uni.createFrom()
                        .failure(new Malformed("What came over a carrier's line cannot be read again by itself."));
    }
}
