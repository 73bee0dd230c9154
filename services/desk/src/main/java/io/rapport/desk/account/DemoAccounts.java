package io.rapport.desk.account;

import io.quarkus.runtime.StartupEvent;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jboss.logging.Logger;

/** The people a newcomer can sign in as; made at the start when the configuration asks for them. */
@Singleton
class DemoAccounts {
    private static final Logger LOG = Logger.getLogger(DemoAccounts.class);
    private static final int CAPACITY = 20;

    private record Person(String email, String name, Set<Role> roles) {}

    private final Accounts accounts;
    private final Passwords passwords;
    private final AccountConfig config;
    private final Vertx vertx;

    DemoAccounts(Accounts accounts, Passwords passwords, AccountConfig config, Vertx vertx) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.config = config;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent start) {
        if (!config.demo().enabled()) {
            return;
        }
        var password = config.demo()
                .password()
                .orElseThrow(() -> new IllegalStateException(
                        "rapport.desk.demo.enabled=true needs a password in rapport.desk.demo.password"));
        vertx.getOrCreateContext()
                .runOnContext(() -> seed(new Person("ada@example.com", "Ada Example", Set.of(Role.values())), password)
                        .chain(() -> seed(new Person("ben@example.com", "Ben Example", Set.of(Role.AGENT)), password))
                        .subscribe()
                        .with(
                                done -> LOG.info("Demo accounts are ready"),
                                failure -> LOG.error("The demo accounts could not be made", failure)));
    }

    private Uni<Void> seed(Person person, String password) {
        var id = Accounts.idOf(TenantId.DEFAULT, person.email());
        return passwords
                .hash(password)
                .chain(hash -> accounts.create(
                                TenantId.DEFAULT,
                                new Accounts.Details(
                                        person.email(), person.name(), person.roles(), CAPACITY, false, true, hash))
                        .replaceWithVoid()
                        // it is there already; the password of this start is the one that was told
                        .onFailure(Refusal.class)
                        .recoverWithUni(() -> accounts.setPasswordHash(TenantId.DEFAULT, id, hash)));
    }
}
