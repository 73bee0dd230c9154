package io.rapport.social.provider.telegram;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Our bots on Telegram; secrets come from the environment. */
@ConfigMapping(prefix = "rapport.social.telegram")
public interface TelegramConfig {
    List<Account> accounts();

    /** How long one call to the API may take. */
    @WithDefault("20s")
    Duration sendTimeout();

    /** One bot. */
    interface Account {
        /** Stands in the webhook address: {@code /webhooks/telegram/<id>}. */
        String id();

        @WithDefault("default")
        String tenant();

        /** As BotFather gives it, {@code <bot id>:<secret>}. */
        String botToken();

        /** The {@code secret_token} given to {@code setWebhook}. */
        String secretToken();

        /** Whether messages in groups the bot is in are taken, as a conversation with the group. */
        @WithDefault("false")
        boolean groups();

        @WithDefault("https://api.telegram.org")
        String apiBaseUrl();
    }
}
