package io.rapport.email.inbound;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.rapport.contracts.DeterministicId;
import io.rapport.email.EmailConfig;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.Mailbox;
import io.rapport.email.TlsSettings;
import io.rapport.email.oauth.AccessToken;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountLine;
import io.rapport.platform.channel.inbound.ListComparisons;
import io.rapport.platform.channel.store.PayloadStore;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Fetches mail from mailboxes that other servers keep, each folder on a thread of its own. */
@Singleton
class ImapReceiver implements AccountLine {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EmailConfig config;
    private final MailAccounts accounts;
    private final MailIntake intake;
    private final TlsSettings tlsSettings;
    private final ListComparisons comparisons;
    private final PayloadStore store;
    private final Clock clock;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Set<ImapMailbox> folders = ConcurrentHashMap.newKeySet();

    ImapReceiver(
            EmailConfig config,
            MailAccounts accounts,
            MailIntake intake,
            TlsSettings tlsSettings,
            ListComparisons comparisons,
            PayloadStore store,
            Clock clock,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.config = config;
        this.accounts = accounts;
        this.intake = intake;
        this.tlsSettings = tlsSettings;
        this.comparisons = comparisons;
        this.store = store;
        this.clock = clock;
        this.json = json;
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
        var begun = new ArrayList<ImapMailbox>();
        for (var server : mailbox.kept()) {
            var access = access(account.id(), mailbox.account(), server);
            for (var role : ImapRole.values()) {
                if (role == ImapRole.RECEIVED || server.takeSent()) {
                    begun.add(new ImapMailbox(
                            account.id(),
                            role,
                            config,
                            server,
                            mailbox.account(),
                            access,
                            accounts,
                            intake,
                            comparisons,
                            store,
                            clock,
                            metrics));
                }
            }
        }
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        folders.addAll(begun);
        var threads = begun.stream()
                .map(folder -> ImapMailbox.thread("imap-" + account.id()).start(folder))
                .toList();
        return Optional.of(() -> {
            end(threads, begun);
            begun.forEach(folders::remove);
        });
    }

    private ImapMailbox.Access access(String id, MailAccount account, EmailConfig.ImapServer server) {
        if (server.password().isPresent() == server.oauth().isPresent()) {
            throw new IllegalArgumentException("The mailbox \"" + id + "\" needs either password or oauth, to sign in");
        }
        if (server.budget().asLongValue() < config.maxSize().asLongValue()) {
            throw new IllegalArgumentException("The budget of the mailbox \"" + id
                    + "\" is less than rapport.email.max-size: the largest mail could never be fetched");
        }
        var trust = tlsSettings
                .named("The mailbox \"" + id + "\", tls-configuration-name", server.tlsConfigurationName())
                .map(TlsSettings::context)
                .orElse(null);
        var token =
                server.oauth().map(oauth -> new AccessToken(oauth, json, clock)).orElse(null);
        var budget = new ByteBudget(
                server.budget().asLongValue(),
                server.budgetSpan(),
                store,
                account.tenant(),
                "imap-budget-" + DeterministicId.of(account.address(), server.host(), server.user()),
                clock);
        return new ImapMailbox.Access(trust, token, budget);
    }

    /** How it stands with each folder, by account and role. */
    Map<String, ImapState> states() {
        return folders.stream()
                .collect(Collectors.toMap(ImapMailbox::name, ImapMailbox::state, (one, other) -> other, TreeMap::new));
    }

    /** Returns when no mail is under way any more; who waits for a silent server takes none once it speaks. */
    private static void end(List<Thread> threads, List<ImapMailbox> mailboxes) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        mailboxes.forEach(ImapMailbox::lookUp);
        for (var thread : threads) {
            thread.join(PATIENCE);
        }
    }
}
