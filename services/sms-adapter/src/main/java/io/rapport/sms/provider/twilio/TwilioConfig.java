package io.rapport.sms.provider.twilio;

import io.rapport.sms.SmsSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The numbers we have at Twilio; secrets come from the environment. */
@ConfigMapping(prefix = "rapport.sms")
public interface TwilioConfig {
    List<Account> accounts();

    /** How long one call to the API may take. */
    @WithDefault("20s")
    Duration sendTimeout();

    Compare compare();

    /** How what has come is compared with Twilio's own list. */
    interface Compare {
        /** 0: never. */
        @WithDefault("15m")
        Duration every();

        /** How far back. */
        @WithDefault("1d")
        Duration back();

        /** How long a message may be on its way to us. */
        @WithDefault("2m")
        Duration settle();

        default boolean isOff() {
            return every().isZero();
        }
    }

    /** One number. */
    interface Account extends SmsSettings {
        /** Stands in the webhook address: {@code /webhooks/twilio/<id>}. */
        String id();

        @WithDefault("default")
        String tenant();

        /** E.164 or a short code. */
        String number();

        String accountSid();

        String authToken();

        @WithDefault("https://api.twilio.com")
        String apiBaseUrl();

        /** Sends through this Messaging Service, which chooses the number, instead of from the number itself. */
        Optional<String> messagingServiceSid();

        /** Whether the number sends files too (MMS); Twilio fetches them below {@code rapport.webhook.public-url}. */
        @WithDefault("false")
        boolean mms();
    }
}
