package io.rapport.sms;

import io.rapport.platform.channel.account.Accounts;
import io.rapport.sms.provider.smpp.SmppAccounts;
import io.rapport.sms.provider.twilio.TwilioAccounts;
import io.rapport.sms.provider.vonage.VonageAccounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** The numbers we serve, at every provider. */
@Singleton
public class SmsAccounts {
    private final List<SmsAccount> all;

    SmsAccounts(TwilioAccounts twilio, VonageAccounts vonage, SmppAccounts smpp) {
        this.all = Stream.of(twilio.accounts(), vonage.accounts(), smpp.accounts())
                .flatMap(List::stream)
                .toList();
    }

    /** What is configured for an account of ours. */
    public SmsSettings settings(String accountId) {
        return all.stream()
                .filter(it -> it.account().id().equals(accountId))
                .findFirst()
                .orElseThrow()
                .settings();
    }

    @Produces
    @Singleton
    Accounts accounts() {
        return new Accounts(all.stream().map(SmsAccount::account).toList());
    }

    @Produces
    @Readiness
    @Singleton
    static HealthCheck accountsCheck(Accounts accounts) {
        return accounts::health;
    }
}
