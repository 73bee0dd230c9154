package io.rapport.platform.channel.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.interactions.ReactionReceived;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.inbound.IntakeCounts.Outcome;
import io.rapport.platform.channel.provider.FileSource;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.NameSource;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.platform.channel.store.LastHeard;
import io.rapport.platform.channel.store.MediaTypes;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.RawPayloads;
import io.rapport.platform.channel.store.Said;
import io.rapport.platform.channel.store.StoreCall;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter of a channel with one endless thread a party does with what came in: keep it as it came, read it, put it on
 * the log.
 *
 * <p>The events' ids follow from the account and the provider's message id, so that a repeated call tells the same again.
 */
@ApplicationScoped
public class InboundFlow {
    private static final Logger LOG = Logger.getLogger(InboundFlow.class);

    /** The one rule by which such a channel finds the thread. */
    private static final String PARTY_RULE = "party";

    private static final String ROOT_RULE = "root";

    private static final int MAX_TEXT = 64 * 1024;

    /** What a file is called of which nothing is known. */
    private static final String OCTETS = "application/octet-stream";

    /** A kind is a vendor's word and names a metric. */
    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9_.: -]{1,64}");

    private final RawPayloads raw;
    private final PayloadStore store;
    private final Events events;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final LastHeard lastHeard;
    private final Said said;
    private final InboundConfig config;
    private final Quarantine quarantine;
    private final Origins origins;
    private final IntakeCounts counts;
    /** A meter is dear to look up for every message. */
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

    private record Counted(Channel channel, String outcome, String kind) {}

    InboundFlow(
            RawPayloads raw,
            PayloadStore store,
            LastHeard lastHeard,
            Said said,
            Events events,
            EventPublisher publisher,
            MeterRegistry metrics,
            Clock clock,
            InboundConfig config,
            Quarantine quarantine,
            Origins origins,
            IntakeCounts counts) {
        this.counts = counts;
        this.quarantine = quarantine;
        this.raw = raw;
        this.origins = origins;
        this.store = store;
        this.lastHeard = lastHeard;
        this.said = said;
        this.config = config;
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Completes when everything the payload tells is safe on the log.
     *
     * <p>What {@code read} cannot read is set aside, and that is told too. While the store or Kafka is away the failure is one that
     * {@link TransientFailure#is} knows, and the sender should come again.
     *
     * @param payload genuine, as it came
     */
    public Uni<Void> take(Account account, byte[] payload, Supplier<List<Inbound>> read) {
        return counts.count(
                account.tenant(),
                account.channel(),
                account.address(),
                raw.keep(account.tenant(), payload)
                        .chain(kept -> Uni.createFrom()
                                .deferred(() -> tellAll(account, read, kept.reference()))
                                .map(told -> outcome(kept, told))
                                .onFailure(Malformed.class)
                                .recoverWithUni(
                                        malformed -> setAside(account, kept.reference(), payload.length, malformed))));
    }

    private Uni<Outcome> setAside(Account account, String reference, long size, Throwable malformed) {
        return quarantine
                .setAside(
                        account.tenant(),
                        account.channel(),
                        account.address(),
                        reference,
                        true,
                        size,
                        String.valueOf(malformed.getMessage()))
                .replaceWith(Outcome.QUARANTINED);
    }

    private static Outcome outcome(RawPayloads.Kept kept, List<Inbound> told) {
        if (told.stream().allMatch(it -> it instanceof Inbound.Unknown || it instanceof Inbound.Status)) {
            return Outcome.IGNORED;
        }
        return kept.isNew() ? Outcome.PUBLISHED : Outcome.REPEATED;
    }

    /** As {@link #take}, for what was set aside; fails with {@link Malformed} while it cannot be read. */
    public Uni<Void> again(Account account, byte[] payload, Supplier<List<Inbound>> read) {
        return raw.keep(account.tenant(), payload)
                .chain(kept -> tellAll(account, read, kept.reference()))
                .replaceWithVoid();
    }

    private Uni<List<Inbound>> tellAll(Account account, Supplier<List<Inbound>> read, String rawRef) {
        var told = readable(account, read);
        return tellAll(account, told, rawRef).replaceWith(told);
    }

    private Uni<Void> tellAll(Account account, List<Inbound> told, String rawRef) {
        return told.size() == 1
                ? tell(account, told.getFirst(), rawRef)
                : Multi.createFrom()
                        .iterable(told)
                        .onItem()
                        .transformToUniAndConcatenate(it -> tell(account, it, rawRef))
                        .collect()
                        .last()
                        .replaceWithVoid();
    }

    /** What it reads; a payload that is a surprise to us is {@link Malformed}, for it must not come back for ever either. */
    public static <T> T readable(Account account, Supplier<T> read) {
        try {
            return read.get();
        } catch (Malformed malformed) {
            throw malformed;
        } catch (RuntimeException surprise) {
            LOG.errorf(surprise, "action=read account=%s", account.id());
            throw new Malformed("It cannot be read: " + surprise.getClass().getSimpleName() + ".");
        }
    }

    /**
     * As {@link #tell(Account, Optional)}; but what {@code read} cannot read is kept and set aside.
     *
     * @param origin noted beside it in {@link Origins}
     */
    public Uni<Void> tell(Account account, byte[] payload, String origin, Supplier<Optional<Inbound.Report>> read) {
        return Uni.createFrom()
                .deferred(() -> tell(account, readable(account, read)))
                .onFailure(Malformed.class)
                .recoverWithUni(malformed -> counts.count(
                        account.tenant(),
                        account.channel(),
                        account.address(),
                        raw.keep(account.tenant(), payload)
                                .call(kept ->
                                        origins.note(account.tenant(), account.address(), kept.reference(), origin))
                                .chain(kept -> setAside(account, kept.reference(), payload.length, malformed))));
    }

    /** Completes when a report, of which nothing else is kept, is safe on the log; without one, it is counted that there was none. */
    public Uni<Void> tell(Account account, Optional<Inbound.Report> report) {
        return counts.count(
                account.tenant(),
                account.channel(),
                account.address(),
                report.isPresent()
                        ? tell(account, report.get(), "").replaceWith(Outcome.PUBLISHED)
                        : ignored(account, "status").replaceWith(Outcome.IGNORED));
    }

    private Uni<Void> tell(Account account, Inbound inbound, String rawRef) {
        return switch (inbound) {
            case Inbound.Message message -> tell(account, message, rawRef);
            case Inbound.Reaction reaction ->
                publish(
                        account,
                        thread(account, reaction.party()),
                        reaction.providerMessageId() + " " + reaction.at(),
                        "reaction-received",
                        reacted(account, reaction));
            case Inbound.Report(var status, var ours) ->
                publish(
                        account,
                        thread(account, ours.party()),
                        status.providerMessageId(),
                        "delivery " + status.status(),
                        delivery(account, status, ours));
            case Inbound.Reached reached -> reached(account, reached);
            case Inbound.SentElsewhere sent ->
                publish(
                        account,
                        thread(account, sent.to().address()),
                        sent.providerMessageId(),
                        "message-sent",
                        sentElsewhere(account, sent));
            case Inbound.Status status -> ignored(account, "status");
            case Inbound.Unknown unknown -> ignored(account, unknown.kind());
        };
    }

    private Uni<Void> tell(Account account, Inbound.Message message, String rawRef) {
        if (!message.account().equals(account.address())) {
            throw new Malformed("The message is for another account than the one whose address was called.");
        }
        // most messages are no more than their text, and each step on the way costs
        if (account.capabilities().replyWindowSeconds() == null
                && message.files().isEmpty()
                && !(account.provider() instanceof NameSource)) {
            return publish(account, message, Files.NONE, rawRef);
        }
        return heard(account, message)
                .chain(() -> files(account, message))
                .chain(files -> named(account, message).chain(it -> publish(account, it, files, rawRef)));
    }

    private Uni<Void> publish(Account account, Inbound.Message message, Files files, String rawRef) {
        var received = received(account, message, files, rawRef);
        return publish(account, received.thread(), message.providerMessageId(), "message-received", received);
    }

    private static Uni<Inbound.Message> named(Account account, Inbound.Message message) {
        return account.provider() instanceof NameSource source && message.from().name() == null
                ? source.name(message.from().address())
                        .map(name -> name.map(message::named).orElse(message))
                : Uni.createFrom().item(message);
    }

    /** Only what a customer writes opens the reply window: noted before anybody can answer. */
    private Uni<Void> heard(Account account, Inbound.Message message) {
        if (account.capabilities().replyWindowSeconds() == null) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        var written = message.writtenAt();
        return lastHeard.note(
                account.tenant(),
                thread(account, message).id(),
                written == null || written.isAfter(now) ? now : written);
    }

    /** What became of a message's files. */
    private record Files(List<Attachment> kept, List<String> notes) {
        static final Files NONE = new Files(List.of(), List.of());
    }

    private Uni<Files> files(Account account, Inbound.Message message) {
        if (message.files().isEmpty() || !(account.provider() instanceof FileSource source)) {
            return Uni.createFrom().item(Files.NONE);
        }
        var kept = new ArrayList<Attachment>();
        var notes = new ArrayList<String>();
        return Multi.createFrom()
                .iterable(message.files())
                .onItem()
                .transformToUniAndConcatenate(file -> fetch(source, file, message)
                        .chain(fetched -> switch (fetched) {
                            case FileSource.Fetched.Content(var bytes, var type) ->
                                StoreCall.of(() -> store.putAttachment(account.tenant(), bytes))
                                        .invoke(id -> kept.add(new Attachment(
                                                file.name(),
                                                MediaTypes.of(bytes, mediaType(file, type)),
                                                bytes.length,
                                                id)));
                            case FileSource.Fetched.Missing(var why) ->
                                Uni.createFrom()
                                        .item(why)
                                        .invoke(() -> notes.add("(A file did not come with it: " + why + ")"));
                        }))
                .collect()
                .last()
                .replaceWith(() -> new Files(kept, notes));
    }

    private static String mediaType(Inbound.File file, @Nullable String fetched) {
        return fetched != null && OCTETS.equals(file.mediaType()) ? fetched : file.mediaType();
    }

    /** A file that cannot be had now is waited for, but not for ever: the rest of the message matters more. */
    private Uni<FileSource.Fetched> fetch(FileSource source, Inbound.File file, Inbound.Message message) {
        var written = message.writtenAt();
        var fetched = Uni.createFrom()
                .deferred(() -> source.fetch(file, config.maxFileSize().asLongValue()))
                // an address that is none stays one
                .onFailure(IllegalArgumentException.class)
                .recoverWithItem(new FileSource.Fetched.Missing("its address is not one."));
        return written == null || clock.instant().isBefore(written.plus(config.waitForFiles()))
                ? fetched
                : fetched.onFailure(TransientFailure::is)
                        .recoverWithItem(new FileSource.Fetched.Missing("the provider does not hand it out."));
    }

    /** Of what we do not know any more nobody waits for news. */
    private Uni<Void> reached(Account account, Inbound.Reached reached) {
        return said.last(account.tenant(), thread(account, reached.party()).id())
                .chain(said -> {
                    var got = said.stream()
                            .filter(it -> reached.named().contains(it.providerMessageId())
                                    || (reached.upTo() != null && !it.before().isAfter(reached.upTo())))
                            .toList();
                    return got.isEmpty()
                            ? ignored(account, "status-of-another")
                            : Multi.createFrom()
                                    .iterable(got)
                                    .onItem()
                                    .transformToUniAndConcatenate(it -> tell(account, report(it, reached), ""))
                                    .collect()
                                    .last()
                                    .replaceWithVoid();
                });
    }

    private static Inbound.Report report(Said.Message message, Inbound.Reached reached) {
        return new Inbound.Report(
                new Inbound.Status(message.providerMessageId(), reached.status(), null, reached.at()), message.ours());
    }

    private static MessageSent sentElsewhere(Account account, Inbound.SentElsewhere sent) {
        var party = sent.to().address();
        return new MessageSent(
                thread(account, party),
                CustomerId.provisional(account.tenant(), account.channel(), party),
                Direction.OUTWARD,
                new CommandId(DeterministicId.of(
                        account.tenant().value(), account.address(), sent.providerMessageId(), "sent-elsewhere")),
                MessagePurpose.REPLY,
                new Author(null, account.id()),
                sent.to(),
                content(sent.text(), Files.NONE),
                sent.providerMessageId(),
                List.of(),
                sent.at());
    }

    private static DeliveryUpdated delivery(Account account, Inbound.Status status, Ours ours) {
        return new DeliveryUpdated(
                thread(account, ours.party()),
                ours.customer(),
                Direction.OUTWARD,
                ours.command(),
                status.providerMessageId(),
                status.status(),
                status.failure(),
                status.at());
    }

    private MessageReceived received(Account account, Inbound.Message message, Files files, String rawRef) {
        return new MessageReceived(
                thread(account, message),
                CustomerId.provisional(
                        account.tenant(), account.channel(), message.from().address()),
                Direction.INWARD,
                null,
                message.from(),
                content(message.text(), files),
                Automation.NONE,
                message.providerMessageId(),
                message.references(),
                message.root() == null ? PARTY_RULE : ROOT_RULE,
                message.writtenAt(),
                clock.instant(),
                rawRef,
                null,
                message.contact());
    }

    private static ReactionReceived reacted(Account account, Inbound.Reaction reaction) {
        return new ReactionReceived(
                thread(account, reaction.party()),
                CustomerId.provisional(account.tenant(), account.channel(), reaction.party()),
                Direction.INWARD,
                reaction.providerMessageId(),
                reaction.emoji(),
                reaction.at());
    }

    private static ThreadRef thread(Account account, Inbound.Message message) {
        return ThreadRef.of(
                account.tenant(),
                account.channel(),
                account.address(),
                message.from().address(),
                message.root());
    }

    private static ThreadRef thread(Account account, String party) {
        return ThreadRef.of(account.tenant(), account.channel(), account.address(), party, null);
    }

    private static MessageContent content(String written, Files files) {
        var text = Stream.concat(Stream.of(written), files.notes().stream())
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining("\n"));
        if (text.length() <= MAX_TEXT) {
            return new MessageContent(null, text, !files.notes().isEmpty(), files.kept());
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return new MessageContent(null, text.substring(0, end), true, files.kept());
    }

    private Uni<Void> publish(Account account, ThreadRef thread, String about, String kind, InteractionEvent data) {
        var id = DeterministicId.of(account.tenant().value(), account.address(), about, kind);
        var event = events.withId(id, account.tenant(), thread.id().value(), clock.instant(), data);
        return publisher.publish(Topics.INTERACTIONS, event).invoke(() -> count(account, "published", kind));
    }

    private Uni<Void> ignored(Account account, String kind) {
        count(account, "ignored", KIND.matcher(kind).matches() ? kind : "other");
        return Uni.createFrom().voidItem();
    }

    private void count(Account account, String outcome, String kind) {
        counters.computeIfAbsent(
                        new Counted(account.channel(), outcome, kind),
                        it -> metrics.counter(
                                "rapport.inbound",
                                "channel",
                                it.channel.wireName(),
                                "outcome",
                                it.outcome,
                                "kind",
                                it.kind))
                .increment();
    }
}
