package io.rapport.email;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.provider.Provider;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The mailboxes as accounts of the channel: all send through the one relay. */
final class EmailAccounts {
    private static final long MEGABYTE = 1024 * 1024;

    /** Texts and files below the size at which many servers begin to refuse mail, since encoding makes both larger. */
    private static final ChannelCapabilities MAIL = new ChannelCapabilities(
            Start.ANYBODY,
            5_000_000,
            Measure.CHARACTERS,
            LongText.REFUSED,
            null,
            null,
            null,
            new Files(20, 15 * MEGABYTE, 15 * MEGABYTE, List.of()));

    @Produces
    @Singleton
    static Accounts accounts(MailAccounts mailboxes, Provider relay) {
        var accounts = new ArrayList<Account>();
        for (var mailbox : mailboxes.all()) {
            accounts.add(new Account(
                    "mailbox-" + (accounts.size() + 1),
                    mailbox.tenant(),
                    Channel.EMAIL,
                    mailbox.address(),
                    relay,
                    MAIL));
        }
        return new Accounts(accounts);
    }
}
