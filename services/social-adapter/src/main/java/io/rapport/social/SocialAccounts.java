package io.rapport.social;

import io.rapport.platform.channel.account.Accounts;
import io.rapport.social.provider.mastodon.MastodonAccounts;
import io.rapport.social.provider.messenger.MessengerAccounts;
import io.rapport.social.provider.telegram.TelegramAccounts;
import io.rapport.social.provider.whatsapp.WhatsAppAccounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** The bots and pages we serve, on every network. */
final class SocialAccounts {
    @Produces
    @Singleton
    static Accounts accounts(
            TelegramAccounts telegram,
            WhatsAppAccounts whatsApp,
            MessengerAccounts messenger,
            MastodonAccounts mastodon) {
        return new Accounts(
                Stream.of(telegram.accounts(), whatsApp.accounts(), messenger.accounts(), mastodon.accounts())
                        .flatMap(List::stream)
                        .toList());
    }

    @Produces
    @Readiness
    @Singleton
    static HealthCheck accountsCheck(Accounts accounts) {
        return accounts::health;
    }
}
