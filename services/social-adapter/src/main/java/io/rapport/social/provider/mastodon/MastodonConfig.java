package io.rapport.social.provider.mastodon;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Our accounts on Mastodon; secrets come from the environment. */
@ConfigMapping(prefix = "rapport.social.mastodon")
public interface MastodonConfig {
    List<Account> accounts();

    /** How long one call to the API may take. */
    @WithDefault("20s")
    Duration sendTimeout();

    /** How often a look is taken without having been told of news, should the stream be silent. */
    @WithDefault("1m")
    Duration poll();

    /** After so long without a sign of life a stream is given up; a living one says something every fifteen seconds. */
    @WithDefault("1m")
    Duration silence();

    /** One account. */
    interface Account {
        String id();

        @WithDefault("default")
        String tenant();

        /** As others mention it, without the first {@code @}: {@code name@server}. */
        String address();

        /** Of an application with the scopes {@code read}, {@code write:statuses} and, for files, {@code write:media}. */
        String accessToken();

        /** Of the server; {@code https://} and the address's server when absent. */
        Optional<String> apiBaseUrl();

        /** Who may see what we answer to a public post; a private one is always answered privately. */
        @WithDefault("unlisted")
        PublicReplies publicReplies();
    }

    /** In Mastodon's words. */
    enum PublicReplies {
        PUBLIC,
        /** Everybody who looks at the thread, but no timeline shows it. */
        UNLISTED
    }
}
