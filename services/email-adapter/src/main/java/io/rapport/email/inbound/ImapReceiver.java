package io.rapport.email.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.email.EmailConfig;
import io.rapport.email.MailAccounts;
import io.rapport.email.TlsSettings;
import io.rapport.platform.channel.inbound.ListComparisons;
import io.rapport.platform.channel.store.PayloadStore;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Fetches mail from mailboxes that other servers keep, each folder on a thread of its own. */
@Singleton
class ImapReceiver {
    private final List<ImapMailbox> mailboxes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    ImapReceiver(
            EmailConfig config,
            MailAccounts accounts,
            MailIntake intake,
            TlsSettings tlsSettings,
            ListComparisons comparisons,
            PayloadStore store,
            Clock clock,
            MeterRegistry metrics) {
        for (int n = 0; n < config.imap().accounts().size(); n++) {
            var address = config.imap().accounts().get(n).account();
            int number = n;
            var account = accounts.receiving(address)
                    .orElseThrow(() -> new IllegalArgumentException("rapport.email.imap.accounts[" + number + "]: \""
                            + address + "\" is not one of rapport.email.accounts; list it there too"));
            var trust = tlsSettings
                    .named(
                            "rapport.email.imap.accounts[" + n + "].tls-configuration-name",
                            config.imap().accounts().get(n).tlsConfigurationName())
                    .map(TlsSettings::context)
                    .orElse(null);
            for (var role : ImapRole.values()) {
                if (role == ImapRole.RECEIVED || config.imap().accounts().get(n).takeSent()) {
                    mailboxes.add(new ImapMailbox(
                            n, role, config, account, trust, accounts, intake, comparisons, store, clock, metrics));
                }
            }
        }
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        for (int n = 0; n < mailboxes.size(); n++) {
            threads.add(Thread.ofVirtual().name("imap-" + n).start(mailboxes.get(n)));
        }
    }

    /** Returns when no mail is under way any more. */
    void stop() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            thread.join();
        }
        threads.clear();
    }
}
