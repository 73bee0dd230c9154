package io.rapport.sms.provider.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.inbound.WebhookConfig;
import io.rapport.platform.channel.outbound.ChannelCapabilities;
import io.rapport.sms.PhoneNumber;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** The numbers we have at Twilio. */
@Singleton
public class TwilioAccounts {
    /** Twilio's own limit, ten segments and a little; error 21617 beyond. */
    private static final ChannelCapabilities CAPABILITIES = new ChannelCapabilities(1600);

    private final List<Account> accounts;

    TwilioAccounts(TwilioConfig config, WebhookConfig webhooks, ObjectMapper json, Clock clock) {
        var api = new TwilioApi(json, config.sendTimeout());
        this.accounts = config.accounts().stream()
                .map(account -> {
                    var number = PhoneNumber.normalise(account.number())
                            .orElseThrow(() -> new IllegalArgumentException("rapport.sms.accounts: the number of \""
                                    + account.id() + "\" is no phone number; write it as +<country><number>"));
                    var callback =
                            webhooks.publicUrl().map(base -> base + "/webhooks/twilio/" + account.id() + "/status");
                    var provider = new TwilioProvider(
                            new TwilioProvider.Credentials(account.accountSid(), account.authToken()),
                            account.apiBaseUrl(),
                            number,
                            callback.orElse(null),
                            api,
                            clock);
                    return new Account(
                            account.id(), TenantId.of(account.tenant()), Channel.SMS, number, provider, CAPABILITIES);
                })
                .toList();
    }

    public List<Account> accounts() {
        return accounts;
    }
}
