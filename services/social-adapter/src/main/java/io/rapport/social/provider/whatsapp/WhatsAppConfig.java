package io.rapport.social.provider.whatsapp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Our numbers on WhatsApp; secrets come from the environment. */
@ConfigMapping(prefix = "rapport.social.whatsapp")
public interface WhatsAppConfig {
    List<Account> accounts();

    /** How long one call to the API may take; Meta waits 20 seconds for our own answer. */
    @WithDefault("10s")
    Duration sendTimeout();

    /** One number. */
    interface Account {
        /** Stands in the webhook address: {@code /webhooks/meta/<id>}. */
        String id();

        @WithDefault("default")
        String tenant();

        /** The id of the number at Meta, not the number itself. */
        String phoneNumberId();

        /** Of a system user, with the permission {@code whatsapp_business_messaging}. */
        String accessToken();

        /** The app's secret; it signs Meta's calls. */
        String appSecret();

        /** What was entered beside the webhook address in Meta's console. */
        String verifyToken();

        /** An approved template with one parameter in its body, in which a reply goes after 24 hours; none does when absent. */
        Optional<String> template();

        @WithDefault("en")
        String templateLanguage();

        /** With the API's version. */
        @WithDefault("https://graph.facebook.com/v23.0")
        String apiBaseUrl();
    }
}
