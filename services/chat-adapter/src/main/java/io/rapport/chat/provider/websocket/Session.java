package io.rapport.chat.provider.websocket;

import io.github.bucket4j.Bucket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.rapport.chat.history.Line;
import io.rapport.chat.history.VisitorHistory;
import io.rapport.chat.site.Site;
import io.rapport.contracts.value.Contact;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Account;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One connection of a visitor: it is given every message after the last one it has, in order, whatever wakes it. */
final class Session {
    private final WebSocketConnection connection;
    private final Site site;
    private final ThreadRef thread;
    private final Bucket rate;
    private final VisitorHistory history;
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong();
    private volatile Contact contact;
    private volatile long sentUpTo;

    Session(
            WebSocketConnection connection,
            Site site,
            ThreadRef thread,
            Contact contact,
            Bucket rate,
            VisitorHistory history,
            long after) {
        this.connection = connection;
        this.site = site;
        this.thread = thread;
        this.contact = contact;
        this.rate = rate;
        this.history = history;
        this.sentUpTo = after;
    }

    WebSocketConnection connection() {
        return connection;
    }

    Site site() {
        return site;
    }

    Account account() {
        return site.account();
    }

    /** Who the visitor is said to be. */
    Contact contact() {
        return contact;
    }

    void know(Contact now) {
        contact = now;
    }

    ThreadRef thread() {
        return thread;
    }

    boolean mayWrite() {
        return rate.tryConsume(1);
    }

    Uni<Void> say(Frame.Say frame) {
        return connection.sendText(frame);
    }

    /** The greatest number the browser can have. */
    long sentUpTo() {
        return sentUpTo;
    }

    /** Sends what is new, when there is a message of this number, and no need to look for more. */
    Uni<Void> catchUpTo(long number) {
        wanted.accumulateAndGet(number, Math::max);
        return catchUp();
    }

    /** Sends what is new. Called again meanwhile, the running call looks once more, so that order holds. */
    Uni<Void> catchUp() {
        return Uni.createFrom()
                .deferred(() -> wakes.getAndIncrement() == 0
                        ? drain().onFailure().invoke(() -> wakes.set(0))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> drain() {
        int seen = wakes.get();
        return sendNext()
                .chain(() -> wakes.addAndGet(-seen) == 0 ? Uni.createFrom().voidItem() : drain());
    }

    private Uni<Void> sendNext() {
        return history.after(account().tenant(), thread.id(), sentUpTo)
                .chain(lines -> lines.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : send(lines)
                                .chain(() -> sentUpTo == wanted.get()
                                        ? Uni.createFrom().voidItem()
                                        : sendNext()));
    }

    private Uni<Void> send(List<Line> lines) {
        Uni<Void> sent = Uni.createFrom().voidItem();
        for (var line : lines) {
            sent = sent.chain(() -> {
                long next = sentUpTo + 1;
                return say(Frame.Say.Message.of(next, line)).invoke(() -> sentUpTo = next);
            });
        }
        return sent;
    }
}
