package io.rapport.desk.account;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and saying whether one can take work. */
@Path("/api")
@Singleton
class SessionResource {
    record SignIn(@Nullable String email, @Nullable String password) {}

    record PresenceWish(@Nullable Presence presence) {}

    record AccountView(AgentId id, String email, String displayName, Set<Role> roles, Presence presence) {}

    record SessionView(AccountView account, String csrfToken, TenantId tenant) {
        static SessionView of(SignedIn who) {
            var account = new AccountView(who.agentId(), who.email(), who.displayName(), who.roles(), who.presence());
            return new SessionView(account, who.csrfToken(), who.tenant());
        }
    }

    private static final int LONGEST_PASSWORD = 1_000;

    private final Accounts accounts;
    private final Sessions sessions;
    private final Passwords passwords;
    private final SignInLimiter limiter;
    private final AccountConfig config;

    SessionResource(
            Accounts accounts, Sessions sessions, Passwords passwords, SignInLimiter limiter, AccountConfig config) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.limiter = limiter;
        this.config = config;
    }

    @POST
    @Path("session")
    public Uni<SessionView> signIn(@Nullable SignIn wish, @Context RoutingContext request) {
        if (wish == null || wish.email() == null || wish.password() == null) {
            throw Refusal.unprocessable("Give an email address and a password.");
        }
        var email = Accounts.normalised(wish.email());
        var password = wish.password();
        var from = request.request().remoteAddress().host();
        if (!limiter.permits(email, from)) {
            throw Refusal.tooMany("Too many attempts to sign in. Wait half a minute, then try again.");
        }
        if (password.length() > LONGEST_PASSWORD) {
            throw Refusal.wrongPassword();
        }
        return accounts.byEmail(email)
                .chain(found -> passwords
                        .matches(
                                password,
                                found.map(account -> account.passwordHash).orElse(null))
                        .map(matches -> matches ? active(found) : Optional.<Account>empty()))
                .map(found -> found.orElseThrow(Refusal::wrongPassword))
                .chain(sessions::open)
                .call(opened -> accounts.changePresence(
                        opened.signedIn().tenant(), opened.signedIn().agentId(), Presence.AVAILABLE))
                .map(opened -> {
                    limiter.succeeded(email, from);
                    request.response()
                            .addCookie(cookie(opened.token(), request)
                                    .setMaxAge(config.session().longest().toSeconds()));
                    return SessionView.of(opened.signedIn().with(Presence.AVAILABLE));
                });
    }

    @GET
    @Path("session")
    public SessionView session(@Context RoutingContext request) {
        return SessionView.of(SessionGate.signedIn(request));
    }

    @DELETE
    @Path("session")
    public Uni<Void> signOut(@Context RoutingContext request) {
        var who = SessionGate.signedIn(request);
        return sessions.close(who)
                .chain(others -> others
                        ? Uni.createFrom().voidItem()
                        : accounts.changePresence(who.tenant(), who.agentId(), Presence.OFFLINE))
                .invoke(() -> request.response().addCookie(cookie("", request).setMaxAge(0)));
    }

    @PUT
    @Path("me/presence")
    public Uni<SessionView> presence(@Nullable PresenceWish wish, @Context RoutingContext request) {
        var who = SessionGate.signedIn(request);
        if (wish == null || wish.presence() == null) {
            throw Refusal.unprocessable("Say whether you are AVAILABLE, AWAY or OFFLINE.");
        }
        var presence = wish.presence();
        return accounts.changePresence(who.tenant(), who.agentId(), presence)
                .replaceWith(() -> SessionView.of(who.with(presence)));
    }

    private static Optional<Account> active(Optional<Account> found) {
        return found.filter(account -> account.active);
    }

    private static Cookie cookie(String value, RoutingContext request) {
        return Cookie.cookie(SessionGate.COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure("https".equals(request.request().scheme()));
    }
}
