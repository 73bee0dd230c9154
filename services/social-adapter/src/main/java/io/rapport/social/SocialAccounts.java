package io.rapport.social;

import io.rapport.platform.channel.account.Accounts;
import io.rapport.social.provider.telegram.TelegramAccounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** The bots and pages we serve, on every network. */
final class SocialAccounts {
    @Produces
    @Singleton
    static Accounts accounts(TelegramAccounts telegram) {
        return new Accounts(telegram.accounts());
    }

    @Produces
    @Readiness
    @Singleton
    static HealthCheck accountsCheck(Accounts accounts) {
        return accounts::health;
    }
}
