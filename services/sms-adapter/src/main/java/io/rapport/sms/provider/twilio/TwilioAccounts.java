package io.rapport.sms.provider.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.inbound.WebhookConfig;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.store.OutgoingFiles;
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

    private static final long FIVE_MEGABYTES = 5 * 1024 * 1024;

    /**
     * What Twilio takes for MMS, all files of a message together.
     *
     * @see <a href="https://www.twilio.com/docs/messaging/guides/accepted-mime-types">Accepted content types for media</a>
     */
    private static final Files FILES = new Files(
            10,
            FIVE_MEGABYTES,
            FIVE_MEGABYTES,
            List.of(
                    "image/jpeg",
                    "image/png",
                    "image/gif",
                    "image/bmp",
                    "image/tiff",
                    "image/heic",
                    "image/heif",
                    "audio/mp4",
                    "audio/mpeg",
                    "audio/ogg",
                    "audio/vnd.wave",
                    "audio/3gpp",
                    "audio/3gpp2",
                    "audio/ac3",
                    "audio/webm",
                    "audio/amr",
                    "video/mpeg",
                    "video/mp4",
                    "video/quicktime",
                    "video/webm",
                    "video/3gpp",
                    "video/3gpp2",
                    "text/vcard",
                    "text/x-vcard",
                    "text/csv",
                    "text/rtf",
                    "text/calendar",
                    "application/pdf",
                    "application/msword",
                    "application/vnd.ms-excel",
                    "application/vnd.ms-powerpoint",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                    "application/vnd.apple.pkpass"));

    private final TwilioConfig config;
    private final WebhookConfig webhooks;
    private final OptOuts optOuts;
    private final OutgoingFiles outgoing;
    private final JsonHttp http;
    private final Clock clock;

    TwilioAccounts(
            TwilioConfig config,
            WebhookConfig webhooks,
            OptOuts optOuts,
            OutgoingFiles outgoing,
            ObjectMapper json,
            Clock clock) {
        this.config = config;
        this.webhooks = webhooks;
        this.optOuts = optOuts;
        this.outgoing = outgoing;
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
        var webhook = webhooks.publicUrl().map(base -> base + "/webhooks/twilio/" + account.id());
        if (account.mms() && webhook.isEmpty()) {
            throw new IllegalArgumentException("The account \"" + account.id()
                    + "\" sends files, which Twilio fetches from us: set rapport.webhook.public-url");
        }
        var media = webhook.filter(it -> account.mms())
                .map(it -> new MediaLinks(it + "/media", account.authToken(), clock));
        var provider = new TwilioProvider(
                new TwilioProvider.Credentials(account.accountSid(), account.authToken()),
                account.apiBaseUrl(),
                account.messagingServiceSid()
                        .map(sid -> Map.of("MessagingServiceSid", sid))
                        .orElse(Map.of("From", number)),
                webhook.map(it -> it + "/status").orElse(null),
                media.orElse(null),
                outgoing,
                new SmsGate(number, account, optOuts),
                http,
                clock);
        return new Account(
                account.id(),
                TenantId.of(account.tenant()),
                Channel.SMS,
                number,
                provider,
                SmsGate.capabilities(MAX_LENGTH, account, media.isPresent() ? FILES : null),
                account);
    }
}
