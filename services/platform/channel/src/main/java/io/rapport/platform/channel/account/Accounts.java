package io.rapport.platform.channel.account;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** The accounts an adapter serves just now; there may be none. They come and go while it runs. */
@Singleton
public class Accounts {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private volatile Snapshot now;
    private volatile boolean complete;

    @Inject
    Accounts(Instance<AccountFactory<?>> factories) {
        this.now = snapshot(factories.stream().flatMap(Accounts::configured).toList());
    }

    /** @throws IllegalArgumentException saying which account is wrong */
    public Accounts(List<Account> accounts) {
        this.now =
                snapshot(accounts.stream().map(it -> new Served(it, "", null)).toList());
        this.complete = true;
    }

    /**
     * An account and where it is from.
     *
     * @param settings the event that set it up; absent when it is configured
     */
    record Served(
            Account account, String provider, @Nullable UUID settings) {}

    private static <C> Stream<Served> configured(AccountFactory<C> factory) {
        return factory.configured().stream().map(it -> new Served(factory.make(it), factory.provider(it), null));
    }

    private static Snapshot snapshot(List<Served> configured) {
        var snapshot = new Snapshot(List.of());
        for (var served : configured) {
            snapshot.objection(served.account()).ifPresent(objection -> {
                throw new IllegalArgumentException(objection);
            });
            snapshot = snapshot.with(served);
        }
        return snapshot;
    }

    /** The account of a webhook address. */
    public Optional<Account> withId(String id) {
        return served(id).map(Served::account);
    }

    Optional<Served> served(String id) {
        return Optional.ofNullable(now.byId.get(id));
    }

    /** The account on our side of a thread. */
    public Optional<Account> of(TenantId tenant, String address) {
        return Optional.ofNullable(now.bySide.get(new Side(tenant, address)));
    }

    /** Every account; the same collection as long as none comes, goes or changes. */
    public Collection<Account> all() {
        return now.accounts;
    }

    Collection<Served> served() {
        return now.byId.values();
    }

    /** Whether an account that is not here is unknown; at the start one may still come. */
    public boolean isComplete() {
        return complete;
    }

    void complete() {
        complete = true;
    }

    /** What follows from all accounts, worked out anew only when they have changed. */
    public <T> Supplier<T> derived(Function<Collection<Account>, T> rule) {
        return new Derived<>(this, rule);
    }

    /** Serves the account, instead of the one with its id; gives what stands against it, and then does nothing. */
    synchronized Optional<String> put(Served served) {
        var without = now.without(served.account().id());
        var objection = without.objection(served.account());
        if (objection.isEmpty()) {
            now = without.with(served);
        }
        return objection;
    }

    synchronized void remove(String id) {
        now = now.without(id);
    }

    /** Up, with what is served; a channel nobody has an account of is no fault. */
    public HealthCheckResponse health() {
        var ids = now.byId.keySet();
        var response = HealthCheckResponse.named("accounts").up().withData("count", ids.size());
        if (ids.isEmpty()) {
            return response.withData("note", "there is no account, so nothing comes in and nothing goes out")
                    .build();
        }
        return response.withData("ids", String.join(" ", ids)).build();
    }

    @Produces
    @Readiness
    @Singleton
    static HealthCheck check(Accounts accounts) {
        return accounts::health;
    }

    private record Side(TenantId tenant, String address) {}

    private record Known<T>(Collection<Account> of, T what) {}

    private static final class Derived<T> implements Supplier<T> {
        private final Accounts accounts;
        private final Function<Collection<Account>, T> rule;
        private volatile @Nullable Known<T> known;

        private Derived(Accounts accounts, Function<Collection<Account>, T> rule) {
            this.accounts = accounts;
            this.rule = rule;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the very same collection is meant
        public T get() {
            var all = accounts.all();
            var last = known;
            if (last == null || last.of() != all) {
                last = new Known<>(all, rule.apply(all));
                known = last;
            }
            return last.what();
        }
    }

    /** Never changed, so that whoever looks sees one state of things. */
    private static final class Snapshot {
        private final Map<String, Served> byId = new LinkedHashMap<>();
        private final Map<Side, Account> bySide = new HashMap<>();
        private final List<Account> accounts;

        private Snapshot(Collection<Served> all) {
            for (var served : all) {
                var account = served.account();
                byId.put(account.id(), served);
                bySide.put(new Side(account.tenant(), account.address()), account);
            }
            this.accounts = all.stream().map(Served::account).toList();
        }

        private Snapshot with(Served served) {
            return new Snapshot(
                    Stream.concat(byId.values().stream(), Stream.of(served)).toList());
        }

        private Snapshot without(String id) {
            return new Snapshot(byId.values().stream()
                    .filter(it -> !it.account().id().equals(id))
                    .toList());
        }

        private Optional<String> objection(Account account) {
            if (!ID.matcher(account.id()).matches()) {
                return Optional.of("The account id \"" + account.id()
                        + "\" stands in an address: write 1 to 63 lower-case letters, digits and hyphens");
            }
            if (byId.containsKey(account.id())) {
                return Optional.of("There is another account with the id \"" + account.id() + "\"");
            }
            if (bySide.containsKey(new Side(account.tenant(), account.address()))) {
                return Optional.of(
                        "The account \"" + account.id() + "\" has the same address as another one of its tenant");
            }
            // mail says nothing of tenants: it is for whoever has the address
            return account.channel() == Channel.EMAIL
                            && accounts.stream().anyMatch(it -> it.address().equals(account.address()))
                    ? Optional.of("The mailbox of the account \"" + account.id() + "\" is another tenant's")
                    : Optional.empty();
        }
    }
}
