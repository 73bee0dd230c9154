package io.rapport.email;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.provider.Provider;
import jakarta.inject.Singleton;
import java.util.List;

/** The mailboxes as accounts of the channel: all send through the one relay. */
final class EmailAccounts {
    private static final String IMAP = "imap";
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

    private EmailAccounts() {}

    private static Account account(
            String id, EmailConfig.Account account, Provider relay, List<EmailConfig.ImapServer> kept) {
        var mailbox = MailAccount.of(
                TenantId.of(account.tenant()),
                account.address(),
                account.displayName().orElse(null));
        return new Account(
                id, mailbox.tenant(), Channel.EMAIL, mailbox.address(), relay, MAIL, new Mailbox(mailbox, kept));
    }

    /** Mailboxes whose mail comes by SMTP; where another server keeps one, the configuration says so elsewhere. */
    @Singleton
    static class Received implements AccountFactory<EmailConfig.Account> {
        private final EmailConfig config;
        private final Provider relay;

        Received(EmailConfig config, Provider relay) {
            this.config = config;
            this.relay = relay;
        }

        @Override
        public Channel channel() {
            return Channel.EMAIL;
        }

        @Override
        public String provider() {
            return "smtp";
        }

        @Override
        public String provider(EmailConfig.Account configured) {
            return kept(configured).isEmpty() ? provider() : IMAP;
        }

        @Override
        public Class<EmailConfig.Account> settings() {
            return EmailConfig.Account.class;
        }

        @Override
        public List<EmailConfig.Account> configured() {
            return config.accounts();
        }

        @Override
        public Account make(EmailConfig.Account account) {
            var id =
                    account.id().orElseGet(() -> "mailbox-" + (config.accounts().indexOf(account) + 1));
            return account(id, account, relay, kept(account));
        }

        private List<EmailConfig.ImapServer> kept(EmailConfig.Account account) {
            return config.imap().accounts().stream()
                    .filter(it -> it.account().equalsIgnoreCase(account.address()))
                    .<EmailConfig.ImapServer>map(it -> it)
                    .toList();
        }
    }

    /** Mailboxes that other servers keep for us, as administrators set them up. */
    @Singleton
    static class Fetched implements AccountFactory<EmailConfig.FetchedAccount> {
        private final Provider relay;

        Fetched(Provider relay) {
            this.relay = relay;
        }

        @Override
        public Channel channel() {
            return Channel.EMAIL;
        }

        @Override
        public String provider() {
            return IMAP;
        }

        @Override
        public Class<EmailConfig.FetchedAccount> settings() {
            return EmailConfig.FetchedAccount.class;
        }

        @Override
        public List<EmailConfig.FetchedAccount> configured() {
            return List.of();
        }

        @Override
        public Account make(EmailConfig.FetchedAccount account) {
            return account(account.id().orElseThrow(), account, relay, List.of(account));
        }
    }
}
