package io.rapport.desk.account;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Opens, finds and ends sessions. */
@Singleton
public class Sessions {
    /** A session just opened; the token goes to the browser and is kept nowhere else. */
    record Opened(String token, SignedIn signedIn) {}

    private final Mutiny.SessionFactory database;
    private final AccountConfig config;
    private final Clock clock;

    Sessions(Mutiny.SessionFactory database, AccountConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    Uni<Opened> open(Account account) {
        var token = Tokens.fresh();
        var times = SessionTimes.start(
                clock.instant(), config.session().idle(), config.session().longest());
        var session = new Session(Tokens.hash(token), account, Tokens.fresh(), times);
        return database.withTransaction(tx -> tx.persist(session))
                .replaceWith(() -> new Opened(token, SignedIn.of(session)));
    }

    /** Who holds this token, if its session is alive; using a session extends it. */
    Uni<Optional<SignedIn>> find(String token) {
        return database.withTransaction(
                tx -> tx.find(Session.class, Tokens.hash(token)).map(this::use));
    }

    private Optional<SignedIn> use(@Nullable Session session) {
        var now = clock.instant();
        if (session == null || !session.account.active) {
            return Optional.empty();
        }
        var times = new SessionTimes(session.usedAt, session.expiresAt, session.endsAt);
        if (!times.alive(now)) {
            return Optional.empty();
        }
        if (times.worthExtending(now)) {
            var extended = times.used(now, config.session().idle());
            session.usedAt = extended.usedAt();
            session.expiresAt = extended.expiresAt();
        }
        return Optional.of(SignedIn.of(session));
    }

    /** Which of these sessions are still alive; asking does not extend them. */
    public Uni<List<String>> alive(Set<String> sessionIds) {
        return database.withSession(session -> session.createQuery(
                        "select s.tokenHash from Session s where s.tokenHash in :ids and s.expiresAt > :now and s.account.active",
                        String.class)
                .setParameter("ids", sessionIds)
                .setParameter("now", clock.instant())
                .getResultList());
    }

    /** Ends a session, and says whether its account has others. */
    Uni<Boolean> close(SignedIn signedIn) {
        return database.withTransaction(tx -> tx.createMutationQuery("delete from Session s where s.tokenHash = :id")
                .setParameter("id", signedIn.sessionId())
                .executeUpdate()
                .chain(() -> tx.createQuery(
                                "select count(*) from Session s where s.account.id = :account and s.expiresAt > :now",
                                Long.class)
                        .setParameter("account", signedIn.agentId().value())
                        .setParameter("now", clock.instant())
                        .getSingleResult())
                .map(others -> others > 0));
    }
}
