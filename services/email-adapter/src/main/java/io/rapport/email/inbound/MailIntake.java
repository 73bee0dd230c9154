package io.rapport.email.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.Topics;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.inbound.InboundEmail.MailFile;
import io.rapport.email.threading.OwnMessageId;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.platform.channel.inbound.IntakeCounts;
import io.rapport.platform.channel.inbound.IntakeCounts.Outcome;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.inbound.Origins;
import io.rapport.platform.channel.inbound.Quarantine;
import io.rapport.platform.channel.store.MediaTypes;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.RawPayloads;
import io.rapport.platform.channel.store.RawPayloads.Kept;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes a mail in: keep it as it came, read it, tell the log. */
@Singleton
class MailIntake {
    private static final Logger LOG = Logger.getLogger(MailIntake.class);

    private final RawPayloads payloads;
    private final PayloadStore store;
    private final Quarantine quarantine;
    private final Origins origins;
    private final ObjectMapper json;
    private final IntakeCounts counts;
    private final MailAccounts accounts;
    private final EmailTranslator translator;
    private final Events events;
    private final EventPublisher publisher;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Counter own;
    private final Counter reports;
    /** A meter is dear to look up for every mail. */
    private final Map<String, Counter> published = new ConcurrentHashMap<>();

    MailIntake(
            RawPayloads payloads,
            PayloadStore store,
            MailAccounts accounts,
            Events events,
            EventPublisher publisher,
            ThreadTokens tokens,
            Quarantine quarantine,
            Origins origins,
            ObjectMapper json,
            IntakeCounts counts,
            Clock clock,
            MeterRegistry metrics) {
        this.quarantine = quarantine;
        this.origins = origins;
        this.json = json;
        this.counts = counts;
        this.payloads = payloads;
        this.store = store;
        this.accounts = accounts;
        this.translator = new EmailTranslator(accounts::isOurDomain, tokens);
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
        this.metrics = metrics;
        this.reports = metrics.counter("rapport.email.reports");
        this.own = metrics.counter("rapport.email.own");
    }

    /**
     * Takes mails that have come in one moment, in their order; whatever becomes of one, the others are taken. A mail that nobody waits for
     * any more is passed over. Blocks while it stores and reads them.
     */
    void take(List<ArrivedMail> mails) {
        var byTenant = new LinkedHashMap<TenantId, List<ArrivedMail>>();
        for (var mail : mails) {
            if (!mail.safe().isDone()) {
                mail.tenants()
                        .forEach(tenant -> byTenant.computeIfAbsent(tenant, any -> new ArrayList<>(mails.size()))
                                .add(mail));
            }
        }
        byTenant.forEach(this::keep);
        for (var mail : mails) {
            if (!mail.safe().isDone()) {
                var unused = CompletableFuture.completedFuture(mail)
                        .thenCompose(this::take)
                        .whenComplete((nothing, failure) -> {
                            if (failure == null) {
                                mail.safe().complete(null);
                            } else {
                                mail.safe().completeExceptionally(cause(failure));
                            }
                        });
            }
        }
    }

    /** Before they are read: whatever that comes to, the mails are there. */
    private void keep(TenantId tenant, List<ArrivedMail> mails) {
        try {
            var kept =
                    payloads.keep(tenant, mails.stream().map(ArrivedMail::raw).toList());
            for (int i = 0; i < kept.size(); i++) {
                mails.get(i).keep(tenant, CompletableFuture.completedFuture(kept.get(i)));
            }
        } catch (RuntimeException away) {
            mails.forEach(mail -> mail.keep(tenant, CompletableFuture.failedFuture(away)));
        }
    }

    private CompletableFuture<Void> take(ArrivedMail mail) {
        var read = read(mail.raw(), mail.envelopes().values().iterator().next().sender());
        var told = new ArrayList<CompletableFuture<Outcome>>();
        mail.envelopes().forEach((account, envelope) -> {
            var settled = counts.receive(account.tenant(), Channel.EMAIL, account.address());
            told.add(mail.kept(account.tenant())
                    .thenCompose(kept -> take(mail.raw().length, kept, read, account, envelope))
                    .whenComplete((outcome, failure) -> settled.accept(failure == null ? outcome : Outcome.DEFERRED)));
        });
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
    }

    /**
     * Completes when it is on the log what a person sent in a mail program, once for each recipient. What the platform sent is there
     * already, and what a machine sent is nobody's word. Blocks while it stores and reads the mail.
     *
     * @param replyTags what stands behind the plus signs of our address in Reply-To
     */
    CompletableFuture<Void> takeSent(
            byte[] raw,
            MailAccount account,
            List<Party> recipients,
            List<String> replyTags,
            Optional<Instant> arrival) {
        var at = notAfter(clock.instant(), arrival);
        return take(raw, account, new MailEnvelope.Sent(recipients, replyTags, at));
    }

    /** As for mails of one moment, for one by itself; completes when it is safe. */
    CompletableFuture<Void> take(byte[] raw, MailAccount account, MailEnvelope envelope) {
        var mail = new ArrivedMail(raw, account, envelope);
        take(List.of(mail));
        return mail.safe();
    }

    /** Who puts a mail into the folder may choose its time, and Kafka takes nothing from the future. */
    private static Instant notAfter(Instant now, Optional<Instant> arrival) {
        return arrival.filter(it -> it.isBefore(now)).orElse(now);
    }

    private CompletableFuture<Outcome> take(
            int size, Kept kept, Optional<InboundEmail> mail, MailAccount account, MailEnvelope envelope) {
        if (mail.filter(it -> saysNothing(it, account, envelope)).isPresent()) {
            return CompletableFuture.completedFuture(Outcome.IGNORED);
        }
        return tell(mail, account, envelope, kept.reference())
                .thenApply(told -> kept.isNew() ? Outcome.PUBLISHED : Outcome.REPEATED)
                .exceptionallyCompose(failure -> cause(failure) instanceof Malformed malformed
                        ? setAside(size, kept, account, envelope, malformed)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Outcome> setAside(
            int size, Kept kept, MailAccount account, MailEnvelope envelope, Malformed malformed) {
        return origins.note(account.tenant(), account.address(), kept.reference(), written(envelope))
                .chain(() -> quarantine(account, kept.reference(), true, size, String.valueOf(malformed.getMessage())))
                .replaceWith(Outcome.QUARANTINED)
                .subscribeAsCompletionStage();
    }

    /** As {@link #take} or {@link #takeSent}, for a mail that was set aside; fails with {@link Malformed} while it cannot be told. */
    Uni<Void> again(byte[] raw, MailAccount account, Optional<String> origin) {
        var envelope = origin.map(this::envelope).orElseGet(() -> new MailEnvelope.Received(null, List.of()));
        var mail = read(raw, envelope.sender());
        return mail.filter(it -> saysNothing(it, account, envelope)).isPresent()
                ? Uni.createFrom().voidItem()
                : payloads.keep(account.tenant(), raw)
                        .chain(kept -> Uni.createFrom()
                                .completionStage(() -> tell(mail, account, envelope, kept.reference())));
    }

    /** A copy of what we sent has come back to us, and taking it for a customer's mail would begin a loop; or nobody sent it to anybody. */
    private boolean saysNothing(InboundEmail mail, MailAccount account, MailEnvelope envelope) {
        boolean isOwn = switch (envelope) {
            case MailEnvelope.Received received -> isOwn(mail);
            case MailEnvelope.Sent sent -> isOwn(mail, account, sent.recipients(), sent.replyTags());
        };
        if (isOwn) {
            own.increment();
        }
        return isOwn
                || (envelope instanceof MailEnvelope.Sent sent
                        && (sent.recipients().isEmpty() || mail.machine().kind().automation() != Automation.NONE));
    }

    /** Fails with {@link Malformed} when it cannot be told now, and may be after a fix. */
    private CompletableFuture<Void> tell(
            Optional<InboundEmail> read, MailAccount account, MailEnvelope envelope, String rawRef) {
        if (read.isEmpty()) {
            return CompletableFuture.failedFuture(new Malformed("The mail cannot be read."));
        }
        var mail = read.get();
        var telling = switch (envelope) {
            case MailEnvelope.Received received -> tell(mail, account, received, rawRef);
            case MailEnvelope.Sent sent -> tell(mail, account, sent, rawRef);
        };
        // what Kafka's client throws at once, it throws at however often the mail comes
        return telling.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                cause(failure) instanceof RecordTooLargeException
                        ? new Malformed("What there is to tell of the mail is more than Kafka takes at once.")
                        : failure));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private CompletableFuture<Void> tell(
            InboundEmail mail, MailAccount account, MailEnvelope.Sent envelope, String rawRef) {
        var messageId = EmailTranslator.messageId(mail, rawRef);
        var files = attachments(account.tenant(), mail.files());
        return Multi.createFrom()
                .iterable(envelope.recipients())
                .onItem()
                .transformToUniAndConcatenate(to -> {
                    var sent = translator.sent(mail, messageId, account, to, files, envelope.at());
                    return publish(account, EmailTranslator.eventId(account, sent), sent.thread(), envelope.at(), sent);
                })
                .collect()
                .last()
                .replaceWithVoid()
                .subscribeAsCompletionStage()
                .thenRun(() -> countPublished(account));
    }

    /** By its Message-ID, or by the token in its Reply-To where a server on the way gave it another Message-ID. */
    private boolean isOwn(InboundEmail mail, MailAccount account, List<Party> recipients, List<String> replyTags) {
        return isOwn(mail)
                || recipients.stream()
                        .anyMatch(to -> replyTags.stream().anyMatch(tag -> translator.isToken(tag, account, to)));
    }

    private boolean isOwn(InboundEmail mail) {
        var messageId = mail.messageId();
        return messageId != null
                && OwnMessageId.parse(messageId, accounts::isOurDomain).isPresent();
    }

    /**
     * None when it cannot be read, whatever the reason: a mail that is a surprise to us must not come back for ever. A text that needs
     * more stack than there is, is one, too.
     */
    private static Optional<InboundEmail> read(byte[] raw, @Nullable String envelopeSender) {
        try {
            return EmailParser.parse(raw, envelopeSender);
        } catch (RuntimeException | StackOverflowError surprise) {
            LOG.errorf(surprise, "action=parse bytes=%d", raw.length);
            return Optional.empty();
        }
    }

    private CompletableFuture<Void> tell(
            InboundEmail mail, MailAccount account, MailEnvelope.Received envelope, String rawRef) {
        var now = clock.instant();
        var delivery = translator.delivery(mail, account, now);
        if (delivery.isPresent()) {
            var updated = delivery.get();
            return publish(account, EmailTranslator.eventId(account, updated), updated.thread(), now, updated)
                    .subscribeAsCompletionStage()
                    .thenRun(reports::increment);
        }
        var received = translator.translate(
                mail,
                account,
                envelope.tags(),
                envelope.sender(),
                attachments(account.tenant(), mail.files()),
                html(account.tenant(), mail),
                rawRef,
                now);
        var id = EmailTranslator.eventId(account, received.providerMessageId());
        return publish(account, id, received.thread(), now, received)
                .subscribeAsCompletionStage()
                .thenRun(() -> countPublished(account));
    }

    private <T extends InteractionEvent> Uni<Void> publish(
            MailAccount account, UUID id, ThreadRef thread, Instant at, T data) {
        return publisher.publish(
                Topics.INTERACTIONS,
                events.withId(id, account.tenant(), thread.id().value(), at, data));
    }

    /**
     * Leaves a mail for a person to look at; completes when that is told.
     *
     * @param where the mail is kept, else what the server calls it
     * @param kept whether it can be read again from there
     */
    Uni<Void> quarantine(MailAccount account, String where, boolean kept, long size, String reason) {
        return quarantine
                .setAside(account.tenant(), Channel.EMAIL, account.address(), where, kept, size, reason)
                .invoke(() -> metrics.counter("rapport.email.quarantined", "account", account.address())
                        .increment());
    }

    private String written(MailEnvelope envelope) {
        try {
            return json.writeValueAsString(envelope);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MailEnvelope envelope(String written) {
        try {
            return json.readValue(written, MailEnvelope.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The envelope of a mail that was set aside is unreadable", e);
        }
    }

    private void countPublished(MailAccount account) {
        published
                .computeIfAbsent(
                        account.address(), address -> metrics.counter("rapport.email.published", "account", address))
                .increment();
    }

    private @Nullable String html(TenantId tenant, InboundEmail mail) {
        var html = mail.html();
        return html == null ? null : store.putAttachment(tenant, html.getBytes(StandardCharsets.UTF_8));
    }

    private List<Attachment> attachments(TenantId tenant, List<MailFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        var attachments = new ArrayList<Attachment>(files.size());
        for (var file : files) {
            var contentId = store.putAttachment(tenant, file.content());
            attachments.add(new Attachment(
                    file.name(),
                    MediaTypes.of(file.content(), file.mediaType()),
                    file.content().length,
                    contentId,
                    file.cid()));
        }
        return attachments;
    }
}
