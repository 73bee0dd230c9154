package io.rapport.sms.provider.vonage;

import io.rapport.sms.SmsSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** The numbers we have at Vonage; secrets come from the environment. */
@ConfigMapping(prefix = "rapport.sms.vonage")
public interface VonageConfig {
    List<Account> accounts();

    /** How long one call to the API may take. */
    @WithDefault("20s")
    Duration sendTimeout();

    /** One number. */
    interface Account extends SmsSettings {
        /** Stands in the webhook address: {@code /webhooks/vonage/<id>}. */
        String id();

        @WithDefault("default")
        String tenant();

        /** E.164, a short code or a sender's name. */
        String number();

        String apiKey();

        String apiSecret();

        /** Signs Vonage's calls; not the same as the API secret. */
        String signatureSecret();

        /** As chosen in Vonage's console. */
        @WithDefault("md5hash")
        VonageSignature.Method signatureMethod();

        @WithDefault("https://rest.nexmo.com")
        String apiBaseUrl();
    }
}
