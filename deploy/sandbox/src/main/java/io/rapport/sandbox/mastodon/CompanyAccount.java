package io.rapport.sandbox.mastodon;

import io.rapport.sandbox.BearerToken;
import io.rapport.sandbox.SandboxConfig;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The company's account, where it has one. */
@Singleton
class CompanyAccount {
    private static final String NAME = "Example Shop";

    private final Optional<SandboxConfig.Mastodon> account;

    CompanyAccount(SandboxConfig config) {
        this.account = config.mastodon();
    }

    boolean exists() {
        return account.isPresent();
    }

    /** Whether a request shows the access token. */
    boolean knows(@Nullable String authorization) {
        return account.filter(it -> BearerToken.isShown(authorization, it.accessToken()))
                .isPresent();
    }

    /** {@code name@server}. */
    String address() {
        return account.orElseThrow().address().toLowerCase(Locale.ROOT);
    }

    String username() {
        return address().substring(0, address().indexOf('@'));
    }

    /** Whose accounts it is that are written without a server. */
    String server() {
        return account.map(it -> address().substring(address().indexOf('@') + 1))
                .orElse("social.example.com");
    }

    String displayName() {
        return account.flatMap(SandboxConfig.Mastodon::name).orElse(NAME);
    }

    /** Whether it is the company that somebody names. */
    boolean is(Mention mention) {
        return exists()
                && username().equalsIgnoreCase(mention.name())
                && (mention.server().isEmpty() || server().equalsIgnoreCase(mention.server()));
    }
}
