package io.rapport.sms.provider.vonage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.inbound.WebhookConfig;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.sms.PhoneNumber;
import io.rapport.sms.consent.OptOuts;
import io.rapport.sms.outbound.SmsGate;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** The numbers we have at Vonage. */
@Singleton
public class VonageAccounts implements AccountFactory<VonageConfig.Account> {
    /** Vonage's own limit. */
    private static final int MAX_LENGTH = 3200;

    private final VonageConfig config;
    private final WebhookConfig webhooks;
    private final OptOuts optOuts;
    private final JsonHttp http;
    private final Clock clock;

    VonageAccounts(VonageConfig config, WebhookConfig webhooks, OptOuts optOuts, ObjectMapper json, Clock clock) {
        this.config = config;
        this.webhooks = webhooks;
        this.optOuts = optOuts;
        this.http = new JsonHttp(json, config.sendTimeout());
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public String provider() {
        return "vonage";
    }

    @Override
    public Class<VonageConfig.Account> settings() {
        return VonageConfig.Account.class;
    }

    @Override
    public List<VonageConfig.Account> configured() {
        return config.accounts();
    }

    @Override
    public Account make(VonageConfig.Account account) {
        var number = PhoneNumber.sender(account.number(), account.defaultRegion())
                .orElseThrow(() -> new IllegalArgumentException("The number of the account \"" + account.id()
                        + "\" is neither a phone number nor a sender's name"));
        var callback = webhooks.publicUrl().map(base -> base + "/webhooks/vonage/" + account.id() + "/status");
        var provider = new VonageProvider(
                new VonageProvider.Credentials(account.apiKey(), account.apiSecret()),
                account.apiBaseUrl(),
                number,
                callback.orElse(null),
                new VonageSignature(account.apiKey(), account.signatureSecret(), account.signatureMethod(), clock),
                new SmsGate(number, account, optOuts),
                http,
                clock);
        return new Account(
                account.id(),
                TenantId.of(account.tenant()),
                Channel.SMS,
                number,
                provider,
                SmsGate.capabilities(MAX_LENGTH, account),
                account);
    }
}
