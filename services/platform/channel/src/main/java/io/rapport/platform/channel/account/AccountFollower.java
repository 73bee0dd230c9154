package io.rapport.platform.channel.account;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.settings.AccountConfigured;
import io.rapport.contracts.settings.AccountRemoved;
import io.rapport.contracts.settings.AccountSettingsEvent;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Accounts.Served;
import io.rapport.platform.messaging.WholeTopics;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Serves the accounts that are configured from the start on, and besides them those that administrators set up, for as long as they
 * want them. Every process does so by itself and answers for itself.
 */
@Singleton
class AccountFollower implements WholeTopics.Follower<AccountSettingsEvent> {
    private static final Logger LOG = Logger.getLogger(AccountFollower.class);
    /** What was missing may have come: a secret most of all. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Accounts accounts;
    private final Map<String, AccountFactory<?>> factories;
    private final AccountLines lines;
    private final Secrets secrets;
    private final AccountAnswers answers;
    private final WholeTopics topics;
    private final Clock clock;

    /** Of each account that administrators have something to do with, what they want. */
    private final Map<String, Event<AccountSettingsEvent>> wanted = new LinkedHashMap<>();
    /** What could not be done, and why. */
    private final Map<String, String> refused = new HashMap<>();

    private Instant lookedAgain = Instant.MIN;

    AccountFollower(
            Accounts accounts,
            Instance<AccountFactory<?>> factories,
            AccountLines lines,
            Secrets secrets,
            AccountAnswers answers,
            WholeTopics topics,
            Clock clock) {
        this.accounts = accounts;
        this.factories = factories.stream().collect(Collectors.toMap(AccountFactory::provider, it -> it));
        this.lines = lines;
        this.secrets = secrets;
        this.answers = answers;
        this.topics = topics;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        for (var served : accounts.served()) {
            lines.open(served.account());
            answers.connected(served, null);
        }
        topics.open(Topics.ACCOUNT_SETTINGS, AccountSettingsEvent.class, this);
    }

    void stop(@Observes ShutdownEvent stopping) {
        topics.close();
        lines.closeAll();
    }

    @Override
    public void take(List<Event<AccountSettingsEvent>> events) {
        var latest = new LinkedHashMap<String, Event<AccountSettingsEvent>>();
        for (var event : events) {
            if (isOurs(event.data().channel())) {
                latest.put(event.envelope().key(), event);
            }
        }
        var before = List.copyOf(refused.keySet());
        latest.forEach((key, event) -> {
            var known = wanted.put(key, event);
            // a record may come twice
            if (known == null || !known.envelope().id().equals(event.envelope().id())) {
                refused.remove(key);
                settle(key, event);
            }
        });
        // what stood against them may be gone with it
        tryAgain(before.stream().filter(key -> !latest.containsKey(key)).toList());
    }

    @Override
    public void complete() {
        accounts.complete();
    }

    @Override
    public void idle() {
        if (!refused.isEmpty() && !clock.instant().isBefore(lookedAgain.plus(AGAIN))) {
            lookedAgain = clock.instant();
            tryAgain(List.copyOf(refused.keySet()));
        }
    }

    private void tryAgain(List<String> keys) {
        keys.forEach(key -> {
            var event = wanted.get(key);
            if (event != null) {
                settle(key, event);
            }
        });
    }

    private boolean isOurs(Channel channel) {
        return factories.values().stream().anyMatch(it -> it.channel() == channel);
    }

    private void settle(String key, Event<AccountSettingsEvent> event) {
        var tenant = event.envelope().tenant();
        switch (event.data()) {
            case AccountRemoved removed -> {
                ours(tenant, removed.accountId()).ifPresent(this::drop);
                LOG.infof("action=disconnect-account account=%s", removed.accountId());
                answers.disconnected(event);
            }
            case AccountConfigured configured -> {
                try {
                    connect(event, configured);
                    refused.remove(key);
                } catch (IllegalArgumentException e) {
                    refuse(key, event, String.valueOf(e.getMessage()));
                } catch (RuntimeException e) {
                    // its words may hold a secret
                    refuse(
                            key,
                            event,
                            "The adapter failed to make it: " + e.getClass().getSimpleName());
                }
            }
        }
    }

    private void connect(Event<AccountSettingsEvent> event, AccountConfigured configured) {
        var tenant = event.envelope().tenant();
        var id = configured.accountId();
        var before = ours(tenant, id);
        if (before.isEmpty() && accounts.served(id).isPresent()) {
            throw new IllegalArgumentException("There is an account with the id \"" + id
                    + "\" in the adapter's configuration, or of another tenant: choose another id");
        }
        var factory = factories.get(configured.provider());
        if (factory == null) {
            throw new IllegalArgumentException("This channel has no provider \"" + configured.provider() + "\"");
        }
        var served = new Served(
                make(factory, tenant, configured),
                factory.provider(),
                event.envelope().id());
        accounts.put(served).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        // whoever comes by the old line from now on is sent away with it, and finds the account as it is to be
        before.ifPresent(it -> lines.close(id));
        lines.open(served.account());
        LOG.infof("action=connect-account account=%s provider=%s", id, factory.provider());
        answers.connected(served, event.envelope());
    }

    private <C> Account make(AccountFactory<C> factory, TenantId tenant, AccountConfigured configured) {
        var known = new HashMap<String, String>();
        configured.secrets().forEach((name, secret) -> known.put(name, secrets.get(tenant, secret)));
        var values = new HashMap<>(configured.settings());
        values.putAll(known);
        try {
            return factory.make(AccountSettings.read(factory.settings(), tenant, configured.accountId(), values));
        } catch (IllegalArgumentException e) {
            // an address that holds a token, for one, is quoted when it is none
            var reason = String.valueOf(e.getMessage());
            for (var secret : known.values()) {
                reason = secret.isEmpty() ? reason : reason.replace(secret, "(secret)");
            }
            throw new IllegalArgumentException(reason);
        }
    }

    /** What is not as it is wanted is not served at all, so that every process comes to the same, whenever it started. */
    private void refuse(String key, Event<AccountSettingsEvent> event, String reason) {
        ours(event.envelope().tenant(), event.data().accountId()).ifPresent(this::drop);
        if (!reason.equals(refused.put(key, reason))) {
            answers.refused(event, reason);
        }
    }

    /** The account of this id, if it is the tenant's and set up by administrators. */
    private Optional<Served> ours(TenantId tenant, String id) {
        return accounts.served(id)
                .filter(it -> it.settings() != null && it.account().tenant().equals(tenant));
    }

    private void drop(Served served) {
        accounts.remove(served.account().id());
        lines.close(served.account().id());
    }
}
