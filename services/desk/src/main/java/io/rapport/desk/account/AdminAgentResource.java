package io.rapport.desk.account;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.desk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** How administrators make and change accounts. */
@Path("/api/admin/agents")
@Singleton
class AdminAgentResource {
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_NAME = 200;
    private static final int USUAL_CAPACITY = 20;

    /**
     * An account as asked for.
     *
     * @param password absent: nobody can sign in with it, or the password stays as it is
     * @param presence sets the presence at once, for agents that are programs and never sign in
     */
    record Wish(
            @Nullable String email,
            @Nullable String displayName,
            @Nullable Set<Role> roles,
            @Nullable Integer capacity,
            @Nullable Boolean autoAccept,
            @Nullable Boolean active,
            @Nullable String password,
            @Nullable Presence presence) {}

    record Created(AgentId id) {}

    private final Accounts accounts;
    private final Passwords passwords;

    AdminAgentResource(Accounts accounts, Passwords passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    @POST
    @ResponseStatus(201)
    public Uni<Created> create(@Nullable Wish wish, @Context RoutingContext request) {
        var who = SessionGate.signedIn(request).require(Role.ADMIN);
        if (wish == null || wish.email() == null || !wish.email().matches("[^@\\s]+@[^@\\s]+")) {
            throw Refusal.unprocessable("An account needs an email address.");
        }
        var email = wish.email();
        return details(email, wish)
                .chain(details -> accounts.create(who.tenant(), details))
                .call(id -> setPresence(who, id, wish))
                .map(Created::new);
    }

    @PUT
    @Path("{id}")
    public Uni<Void> change(UUID id, @Nullable Wish wish, @Context RoutingContext request) {
        var who = SessionGate.signedIn(request).require(Role.ADMIN);
        if (wish == null) {
            throw Refusal.unprocessable("Say what the account is to be.");
        }
        var agent = new AgentId(id);
        return details("", wish)
                .chain(details -> accounts.update(who.tenant(), agent, details))
                .chain(() -> setPresence(who, agent, wish));
    }

    private Uni<Void> setPresence(SignedIn who, AgentId agent, Wish wish) {
        return wish.presence() == null
                ? Uni.createFrom().voidItem()
                : accounts.changePresence(who.tenant(), agent, wish.presence());
    }

    private Uni<Accounts.Details> details(String email, Wish wish) {
        var name = wish.displayName();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw Refusal.unprocessable("An account needs a display name of at most " + LONGEST_NAME + " characters.");
        }
        int capacity = wish.capacity() == null ? USUAL_CAPACITY : wish.capacity();
        if (capacity < 0) {
            throw Refusal.unprocessable("A capacity is 0 or more open conversations.");
        }
        var roles = wish.roles() == null ? Set.of(Role.AGENT) : wish.roles();
        boolean autoAccept = Boolean.TRUE.equals(wish.autoAccept());
        boolean active = !Boolean.FALSE.equals(wish.active());
        var password = wish.password();
        if (password == null) {
            return Uni.createFrom().item(new Accounts.Details(email, name, roles, capacity, autoAccept, active, null));
        }
        if (password.length() < SHORTEST_PASSWORD) {
            throw Refusal.unprocessable("A password has at least " + SHORTEST_PASSWORD + " characters.");
        }
        return passwords
                .hash(password)
                .map(hash -> new Accounts.Details(email, name, roles, capacity, autoAccept, active, hash));
    }
}
