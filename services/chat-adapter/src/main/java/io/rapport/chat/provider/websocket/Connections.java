package io.rapport.chat.provider.websocket;

import io.quarkus.websockets.next.CloseReason;
import io.rapport.contracts.value.ThreadId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountLine;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The visitors connected to this process, each as long as the account is served as it was when they came. */
@Singleton
class Connections implements AccountLine {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    /** RFC 6455 section 7.4.2 and its registry: Service Restart. */
    private static final CloseReason COME_AGAIN = new CloseReason(1012);

    private final Map<String, Session> byConnection = new ConcurrentHashMap<>();
    private final Map<ThreadId, List<Session>> byThread = new ConcurrentHashMap<>();

    void add(String connectionId, Session session) {
        byConnection.put(connectionId, session);
        byThread.merge(session.thread().id(), List.of(session), Connections::joined);
    }

    void remove(String connectionId) {
        var gone = byConnection.remove(connectionId);
        if (gone != null) {
            byThread.computeIfPresent(gone.thread().id(), (thread, sessions) -> {
                var left = sessions.stream().filter(it -> it != gone).toList();
                return left.isEmpty() ? null : left;
            });
        }
    }

    @Override
    public Optional<AutoCloseable> open(Account account) {
        return Optional.of(() -> byConnection.values().stream()
                .filter(session -> session.account().id().equals(account.id()))
                .forEach(session ->
                        unawaited(session.thread().id(), session.connection().close(COME_AGAIN))));
    }

    Optional<Session> of(String connectionId) {
        return Optional.ofNullable(byConnection.get(connectionId));
    }

    int count() {
        return byConnection.size();
    }

    int count(ThreadId thread) {
        return byThread.getOrDefault(thread, List.of()).size();
    }

    /**
     * Gives every connection of the visitor that does not have this message yet what is new, and does not wait for it: a browser that
     * reads nothing must not hold up the others, and what it misses is in the history.
     */
    void wake(ThreadId thread, long number) {
        for (var session : byThread.getOrDefault(thread, List.of())) {
            if (session.sentUpTo() < number) {
                unawaited(thread, session.catchUpTo(number));
            }
        }
    }

    /** Says something to every connection of the visitor, and does not wait for it either. */
    void say(ThreadId thread, Frame.Say frame) {
        for (var session : byThread.getOrDefault(thread, List.of())) {
            unawaited(thread, session.say(frame));
        }
    }

    private static void unawaited(ThreadId thread, Uni<Void> push) {
        push.subscribe()
                .with(
                        done -> {},
                        failure -> LOG.debugf(
                                "action=push-failed thread=%s cause=%s",
                                thread, failure.getClass().getSimpleName()));
    }

    private static List<Session> joined(List<Session> some, List<Session> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
