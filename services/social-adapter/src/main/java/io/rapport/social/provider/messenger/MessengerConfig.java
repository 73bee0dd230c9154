package io.rapport.social.provider.messenger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Our pages on Messenger and our profiles on Instagram; secrets come from the environment. */
@ConfigMapping(prefix = "rapport.social.messenger")
public interface MessengerConfig {
    List<Account> accounts();

    /** How long one call to the API may take; Meta waits 20 seconds for our own answer. */
    @WithDefault("10s")
    Duration sendTimeout();

    /** Which of the two. */
    enum Network {
        MESSENGER,
        INSTAGRAM
    }

    /** One page or profile. */
    interface Account {
        /** Stands in the webhook address: {@code /webhooks/meta/<id>}. */
        String id();

        @WithDefault("default")
        String tenant();

        @WithDefault("messenger")
        Network network();

        /** The page's id; for Instagram the professional account's. */
        String pageId();

        /** Of the page. */
        String accessToken();

        /** The app's secret; it signs Meta's calls. */
        String appSecret();

        /** What was entered beside the webhook address in Meta's console. */
        String verifyToken();

        /** Whether Meta has granted the app the Human Agent feature: people may then reply for seven days. */
        @WithDefault("false")
        boolean humanAgent();

        /** With the API's version. */
        @WithDefault("https://graph.facebook.com/v23.0")
        String apiBaseUrl();
    }
}
