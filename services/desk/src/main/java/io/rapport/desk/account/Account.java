package io.rapport.desk.account;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A person who works here.
 *
 * <p>Only ever read as an entity: a change of an account is also an event, so it is written where the outbox is, in SQL.
 */
@Entity
@Immutable
@SuppressWarnings("NullAway.Init") // Hibernate fills it
public class Account {
    @Id
    UUID id;

    String tenant;
    String email;
    String displayName;

    @Nullable
    String passwordHash;

    String[] roles;
    boolean active;

    @Enumerated(EnumType.STRING)
    Presence presence;

    protected Account() {}

    public AgentId id() {
        return new AgentId(id);
    }

    public TenantId tenant() {
        return TenantId.of(tenant);
    }

    public String email() {
        return email;
    }

    public String displayName() {
        return displayName;
    }

    public Presence presence() {
        return presence;
    }

    public Set<Role> roles() {
        var all = EnumSet.noneOf(Role.class);
        Arrays.stream(roles).map(Role::of).forEach(all::add);
        return all;
    }
}
