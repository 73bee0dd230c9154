package io.rapport.sms.provider.twilio;

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
import java.util.Map;

/** The numbers we have at Twilio. */
@Singleton
public class TwilioAccounts implements AccountFactory<TwilioConfig.Account> {
    /** Twilio's own limit; error 21617 beyond. */
    private static final int MAX_LENGTH = 1600;

    private final TwilioConfig config;
    private final WebhookConfig webhooks;
    private final OptOuts optOuts;
    private final JsonHttp http;
    private final Clock clock;

    TwilioAccounts(TwilioConfig config, WebhookConfig webhooks, OptOuts optOuts, ObjectMapper json, Clock clock) {
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
        return "twilio";
    }

    @Override
    public Class<TwilioConfig.Account> settings() {
        return TwilioConfig.Account.class;
    }

    @Override
    public List<TwilioConfig.Account> configured() {
        return config.accounts();
    }

    @Override
    public Account make(TwilioConfig.Account account) {
        var number = PhoneNumber.normalise(account.number(), account.defaultRegion())
                .orElseThrow(() -> new IllegalArgumentException("The number of the account \"" + account.id()
                        + "\" is no phone number; write it as +<country><number>"));
        var callback = webhooks.publicUrl().map(base -> base + "/webhooks/twilio/" + account.id() + "/status");
        var provider = new TwilioProvider(
                new TwilioProvider.Credentials(account.accountSid(), account.authToken()),
                account.apiBaseUrl(),
                account.messagingServiceSid()
                        .map(sid -> Map.of("MessagingServiceSid", sid))
                        .orElse(Map.of("From", number)),
                callback.orElse(null),
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
