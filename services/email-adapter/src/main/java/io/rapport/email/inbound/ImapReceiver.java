package io.rapport.email.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.rapport.email.EmailConfig;
import io.rapport.email.MailAccounts;
import io.rapport.email.Mailbox;
import io.rapport.email.TlsSettings;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountLine;
import io.rapport.platform.channel.inbound.ListComparisons;
import io.rapport.platform.channel.store.PayloadStore;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;

/** Fetches mail from mailboxes that other servers keep, each folder on a thread of its own. */
@Singleton
class ImapReceiver implements AccountLine {
    private final EmailConfig config;
    private final MailAccounts accounts;
    private final MailIntake intake;
    private final TlsSettings tlsSettings;
    private final ListComparisons comparisons;
    private final PayloadStore store;
    private final Clock clock;
    private final MeterRegistry metrics;

    ImapReceiver(
            EmailConfig config,
            MailAccounts accounts,
            MailIntake intake,
            TlsSettings tlsSettings,
            ListComparisons comparisons,
            PayloadStore store,
            Clock clock,
            MeterRegistry metrics) {
        this.config = config;
        this.accounts = accounts;
        this.intake = intake;
        this.tlsSettings = tlsSettings;
        this.comparisons = comparisons;
        this.store = store;
        this.clock = clock;
        this.metrics = metrics;
    }

    void check(@Observes StartupEvent started) {
        for (int n = 0; n < config.imap().accounts().size(); n++) {
            var address = config.imap().accounts().get(n).account();
            if (accounts.receiving(address).isEmpty()) {
                throw new IllegalArgumentException("rapport.email.imap.accounts[" + n + "]: \"" + address
                        + "\" is not one of rapport.email.accounts; list it there too");
            }
        }
    }

    @Override
    public Optional<AutoCloseable> open(Account account) {
        var mailbox = account.settings(Mailbox.class);
        var threads = new ArrayList<Thread>();
        for (var server : mailbox.kept()) {
            var trust = tlsSettings
                    .named(
                            "The mailbox \"" + account.id() + "\", tls-configuration-name",
                            server.tlsConfigurationName())
                    .map(TlsSettings::context)
                    .orElse(null);
            for (var role : ImapRole.values()) {
                if (role == ImapRole.RECEIVED || server.takeSent()) {
                    var folder = new ImapMailbox(
                            account.id(),
                            role,
                            config,
                            server,
                            mailbox.account(),
                            trust,
                            accounts,
                            intake,
                            comparisons,
                            store,
                            clock,
                            metrics);
                    threads.add(Thread.ofVirtual().name("imap-" + account.id()).start(folder));
                }
            }
        }
        return threads.isEmpty() ? Optional.empty() : Optional.of(() -> end(threads));
    }

    /** Returns when no mail is under way any more. */
    private static void end(Iterable<Thread> threads) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            thread.join();
        }
    }
}
