package io.rapport.chat.provider.websocket;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.rapport.chat.ChatConfig;
import io.rapport.chat.ChatConfig.Ask;
import io.rapport.chat.contact.Contacts;
import io.rapport.chat.contact.Given;
import io.rapport.chat.file.Uploads;
import io.rapport.chat.history.Line;
import io.rapport.chat.history.VisitorHistory;
import io.rapport.chat.site.Sites;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.provider.Inbound;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Where browsers connect. A message is acknowledged, or comes back with its number, only when it is safe on the log. */
@WebSocket(path = "/chat/{account}")
public class ChatSocket {
    private static final Logger LOG = Logger.getLogger(ChatSocket.class);

    private final Sites sites;
    private final Contacts contacts;
    private final Uploads uploads;
    private final Connections connections;
    private final VisitorHistory history;
    private final InboundFlow flow;
    private final Receipts receipts;
    private final Signals signals;
    private final ChatConfig config;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;

    ChatSocket(
            Sites sites,
            Contacts contacts,
            Uploads uploads,
            Connections connections,
            VisitorHistory history,
            InboundFlow flow,
            Receipts receipts,
            Signals signals,
            ChatConfig config,
            ObjectMapper json,
            MeterRegistry metrics,
            Clock clock) {
        this.sites = sites;
        this.contacts = contacts;
        this.uploads = uploads;
        this.connections = connections;
        this.history = history;
        this.flow = flow;
        this.receipts = receipts;
        this.signals = signals;
        this.config = config;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
        metrics.gauge("rapport.chat.connections", connections, Connections::count);
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection connection) {
        var site = sites.withId(connection.pathParam("account"));
        var visit = Visit.parse(connection.handshakeRequest().query()).orElseThrow();
        var tenant = site.account().tenant();
        var thread = site.thread(visit.visitor().toString());
        return contacts.of(tenant, thread.id())
                .chain(contact -> history.resume(tenant, thread.id(), visit.after())
                        .chain(after ->
                                begin(new Session(connection, site, thread, contact, rate(), history, after), after)));
    }

    private Uni<Void> begin(Session session, long after) {
        var connection = session.connection();
        // registered before it catches up: what is written in between wakes it once more
        connections.add(connection.id(), session);
        if (connection.isClosed()) {
            // closed while we looked: nobody else would take it out again
            connections.remove(connection.id());
            return Uni.createFrom().voidItem();
        }
        return session.say(new Frame.Say.Welcome(after))
                .chain(session::catchUp)
                .chain(() -> receipts.reached(session, DeliveryStatus.DELIVERED, after));
    }

    @OnTextMessage
    Uni<Void> said(WebSocketConnection connection, String frame) {
        return connections
                .of(connection.id())
                .map(session -> said(session, frame))
                .orElseGet(() -> connection.sendText(new Frame.Say.Refusal(null, "Not ready; say it again.", true)));
    }

    private Uni<Void> said(Session session, String frame) {
        if (!session.mayWrite()) {
            return session.say(new Frame.Say.Refusal(null, "Too many frames; wait a moment.", true));
        }
        return switch (Frame.read(json, frame, config.maxMessageLength())) {
            case Frame.Said.Text text -> take(session, text, frame);
            case Frame.Said.Received received ->
                receipts.reached(session, DeliveryStatus.DELIVERED, Math.min(received.number(), session.sentUpTo()));
            case Frame.Said.Read read -> {
                long upTo = Math.min(read.number(), session.sentUpTo());
                yield receipts.reached(session, DeliveryStatus.DELIVERED, upTo)
                        .chain(() -> receipts.reached(session, DeliveryStatus.READ, upTo));
            }
            case Frame.Said.Typing typing -> signals.typing(session, typing.typing());
            case Frame.Said.Sync sync -> session.catchUp();
            case Frame.Said.Unknown unknown -> {
                metrics.counter("rapport.chat.frames.unknown").increment();
                yield Uni.createFrom().voidItem();
            }
            case Frame.Said.Wrong wrong -> session.say(new Frame.Say.Refusal(wrong.id(), wrong.reason(), false));
        };
    }

    @OnClose
    void close(WebSocketConnection connection) {
        connections.remove(connection.id());
    }

    private Uni<Void> take(Session session, Frame.Said.Text text, String frame) {
        var missing = missing(session, text.given());
        if (missing.isPresent()) {
            return session.say(new Frame.Say.Refusal(text.id(), missing.get(), false));
        }
        return files(session, text)
                .chain(files -> files.size() < text.files().size()
                        ? session.say(
                                new Frame.Say.Refusal(text.id(), "A file of the message was not uploaded.", false))
                        : take(session, text, files, frame));
    }

    /** Those that its visitor has uploaded. */
    private Uni<List<Attachment>> files(Session session, Frame.Said.Text text) {
        if (text.files().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Multi.createFrom()
                .iterable(text.files())
                .onItem()
                .transformToUniAndConcatenate(it ->
                        uploads.of(session.account().tenant(), session.thread().id(), it))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList();
    }

    private Uni<Void> take(Session session, Frame.Said.Text text, List<Attachment> files, String frame) {
        return note(session, text.given())
                .chain(() -> tell(session, text, files, frame))
                .chain(() -> keep(session, text, files))
                .onItemOrFailure()
                .transformToUni((isNew, failure) -> {
                    if (failure == null) {
                        // what it has its number from has told the browser already, or is about to
                        return isNew ? Uni.createFrom().voidItem() : session.say(new Frame.Say.Ack(text.id()));
                    }
                    LOG.warnf(
                            "action=defer-message account=%s cause=%s",
                            session.account().id(), failure.getClass().getSimpleName());
                    return session.say(
                            new Frame.Say.Refusal(text.id(), "The message cannot be kept safely now.", true));
                });
    }

    /** What the account wants to know of a visitor who writes; a page asks for it, but need not be ours. */
    private static Optional<String> missing(Session session, Given given) {
        var site = session.site();
        var known = session.contact();
        if (site.name() == Ask.REQUIRED && known.name() == null && given.name() == null) {
            return Optional.of("Please give your name.");
        }
        return site.email() == Ask.REQUIRED && known.email() == null && given.email() == null
                ? Optional.of("Please give your mail address.")
                : Optional.empty();
    }

    private Uni<Void> note(Session session, Given given) {
        return given.name() == null && given.email() == null
                ? Uni.createFrom().voidItem()
                : contacts.note(session.account().tenant(), session.thread().id(), given.contact(null))
                        .invoke(session::know)
                        .replaceWithVoid();
    }

    private Uni<Void> tell(Session session, Frame.Said.Text text, List<Attachment> files, String frame) {
        var tenant = session.account().tenant();
        var visitor = session.thread().party();
        var contact = session.contact();
        // a browser names its messages; the visitor's id keeps its names apart from those of others
        var message = new Inbound.Message(
                visitor + "/" + text.id(),
                session.account().address(),
                new Party(visitor, contact.name()),
                text.text(),
                files.stream().map(it -> WebSocketProvider.file(tenant, it)).toList(),
                List.of(),
                null,
                null,
                Contacts.isUnknown(contact) ? null : contact);
        return flow.take(session.account(), frame.getBytes(StandardCharsets.UTF_8), () -> List.of(message));
    }

    /** Once it is safe on the log: so that the visitor's other tabs and devices show it too. Tells whether it is new to this one. */
    private Uni<Boolean> keep(Session session, Frame.Said.Text text, List<Attachment> files) {
        var tenant = session.account().tenant();
        return history.append(
                        tenant, session.thread().id(), new Line(null, text.id(), text.text(), clock.instant(), files))
                .map(number -> {
                    boolean isNew = session.sentUpTo() < number;
                    signals.added(tenant, session.thread(), number);
                    return isNew;
                });
    }

    private Bucket rate() {
        int perMinute = config.messagesPerMinute();
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(Math.max(1, perMinute / 3)).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }
}
