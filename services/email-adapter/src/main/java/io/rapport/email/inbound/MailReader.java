package io.rapport.email.inbound;

import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.inbound.PayloadReader;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads again a mail that was set aside, with the envelope in which it came. */
@Singleton
class MailReader implements PayloadReader {
    private final MailIntake intake;
    private final MailAccounts accounts;

    MailReader(MailIntake intake, MailAccounts accounts) {
        this.intake = intake;
        this.accounts = accounts;
    }

    @Override
    public Uni<Void> read(Account account, byte[] payload, Optional<String> origin) {
        return Uni.createFrom()
                .deferred(() -> intake.again(payload, mailbox(account), origin))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private MailAccount mailbox(Account account) {
        return accounts.receiving(account.address())
                .orElseThrow(() -> new Malformed("The mailbox it came for is not configured any more."));
    }
}
