package io.rapport.sms;

import io.rapport.platform.channel.account.Accounts;
import io.rapport.sms.provider.twilio.TwilioAccounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** The numbers we serve, at every provider. */
final class SmsAccounts {
    @Produces
    @Singleton
    static Accounts accounts(TwilioAccounts twilio) {
        return new Accounts(twilio.accounts());
    }

    @Produces
    @Readiness
    @Singleton
    static HealthCheck accountsCheck(Accounts accounts) {
        return accounts::health;
    }
}
