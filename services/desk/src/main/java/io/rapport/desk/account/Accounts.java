package io.rapport.desk.account;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.agents.AgentEvent;
import io.rapport.contracts.agents.AgentPresenceChanged;
import io.rapport.contracts.agents.AgentProfileChanged;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.change.Changes;
import io.rapport.desk.problem.Refusal;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Finds accounts, and changes them together with the events that tell routing. */
@Singleton
class Accounts {
    /**
     * What an administrator says about an agent.
     *
     * @param passwordHash absent: the account cannot sign in, or keeps the password it has
     */
    record Details(
            String email,
            String displayName,
            Set<Role> roles,
            int capacity,
            boolean autoAccept,
            boolean active,
            @Nullable String passwordHash) {}

    private final Mutiny.SessionFactory database;
    private final Pool pool;
    private final Outbox outbox;
    private final Events events;
    private final Clock clock;

    Accounts(Mutiny.SessionFactory database, Pool pool, Outbox outbox, Events events, Clock clock) {
        this.database = database;
        this.pool = pool;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    static String normalised(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** The same address always gets the same id, so that seeding twice makes one agent. */
    static AgentId idOf(TenantId tenant, String email) {
        return new AgentId(DeterministicId.of("agent", tenant.value(), normalised(email)));
    }

    Uni<Optional<Account>> byEmail(String email) {
        return database.withSession(
                        session -> session.createQuery("from Account a where a.email = :email", Account.class)
                                .setParameter("email", normalised(email))
                                .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /** Makes an account, or says that the address has one. */
    Uni<AgentId> create(TenantId tenant, Details details) {
        var id = idOf(tenant, details.email());
        return pool.withTransaction(tx -> tx.preparedQuery("""
                        insert into account (tenant, id, email, display_name, password_hash, roles, capacity, auto_accept,
                            active, presence, created_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                        on conflict do nothing
                        """)
                .execute(Tuple.from(Arrays.asList(
                        tenant.value(),
                        id.value(),
                        normalised(details.email()),
                        details.displayName(),
                        details.passwordHash(),
                        roleNames(details),
                        details.capacity(),
                        details.autoAccept(),
                        details.active(),
                        Presence.OFFLINE.name(),
                        clock.instant().atOffset(ZoneOffset.UTC))))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Refusal.conflict(
                                "The address " + normalised(details.email()) + " already has an account.");
                    }
                })
                .chain(() -> publishProfile(tx, tenant, id, details))
                .replaceWith(id));
    }

    /** Changes everything about an account but its address. */
    Uni<Void> update(TenantId tenant, AgentId id, Details details) {
        return pool.withTransaction(tx -> tx.preparedQuery("""
                        update account set display_name = $3, password_hash = coalesce($4, password_hash), roles = $5,
                            capacity = $6, auto_accept = $7, active = $8
                        where tenant = $1 and id = $2
                        """)
                .execute(Tuple.from(Arrays.asList(
                        tenant.value(),
                        id.value(),
                        details.displayName(),
                        details.passwordHash(),
                        roleNames(details),
                        details.capacity(),
                        details.autoAccept(),
                        details.active())))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Refusal.notFound("There is no agent with this id.");
                    }
                })
                .chain(() -> publishProfile(tx, tenant, id, details)));
    }

    Uni<Void> setPasswordHash(TenantId tenant, AgentId id, String hash) {
        return pool.preparedQuery("update account set password_hash = $3 where tenant = $1 and id = $2")
                .execute(Tuple.of(tenant.value(), id.value(), hash))
                .replaceWithVoid();
    }

    /** Says nothing when the agent already is where it is said to be. */
    Uni<Void> changePresence(TenantId tenant, AgentId id, Presence presence) {
        return pool.withTransaction(tx -> tx.preparedQuery(
                        "update account set presence = $3 where tenant = $1 and id = $2 and presence <> $3")
                .execute(Tuple.of(tenant.value(), id.value(), presence.name()))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : publishPresence(tx, tenant, id, presence)));
    }

    /** Forgets sessions that have run out; agents who thereby have none left can take no work. */
    Uni<Void> endExpiredSessions() {
        return pool.withTransaction(tx -> tx.preparedQuery("""
                        with ended as (delete from session where expires_at <= $1 returning tenant, account_id)
                        update account a set presence = 'OFFLINE'
                        from (select distinct tenant, account_id from ended) e
                        where a.tenant = e.tenant and a.id = e.account_id and a.presence <> 'OFFLINE'
                            and not exists (select from session s
                                where s.tenant = a.tenant and s.account_id = a.id and s.expires_at > $1)
                        returning a.tenant, a.id
                        """)
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .chain(rows -> {
                    Uni<Void> told = Uni.createFrom().voidItem();
                    for (var row : rows) {
                        var tenant = TenantId.of(row.getString(0));
                        var id = new AgentId(row.getUUID(1));
                        told = told.chain(() -> publishPresence(tx, tenant, id, Presence.OFFLINE));
                    }
                    return told;
                }));
    }

    private Uni<Void> publishPresence(SqlConnection tx, TenantId tenant, AgentId id, Presence presence) {
        var changed = new AgentPresenceChanged(id, presence, clock.instant());
        return publish(tx, tenant, id, changed);
    }

    private Uni<Void> publishProfile(SqlConnection tx, TenantId tenant, AgentId id, Details details) {
        var profile = new AgentProfileChanged(
                id,
                details.displayName(),
                details.capacity(),
                details.autoAccept(),
                details.active() && details.roles().contains(Role.AGENT),
                clock.instant());
        return publish(tx, tenant, id, profile);
    }

    private Uni<Void> publish(SqlConnection tx, TenantId tenant, AgentId id, AgentEvent event) {
        return outbox.append(tx, List.of(new Outgoing(Topics.AGENTS, events.begin(tenant, id.value(), event))))
                .chain(() -> new Changes()
                        .add(Changes.Kind.AGENT, tenant, id.value())
                        .announce(tx));
    }

    private static String[] roleNames(Details details) {
        return details.roles().stream().map(Role::wireName).toArray(String[]::new);
    }
}
