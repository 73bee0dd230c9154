package io.rapport.email.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.Topics;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.inbound.InboundEmail.MailFile;
import io.rapport.email.threading.OwnMessageId;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes a mail in: store it as it came, read it, tell the log. */
@Singleton
class MailIntake {
    private static final Logger LOG = Logger.getLogger(MailIntake.class);

    private final PayloadStore store;
    private final MailAccounts accounts;
    private final Events events;
    private final EventPublisher publisher;
    private final Clock clock;
    private final Counter published;
    private final Counter quarantined;
    private final Counter own;

    MailIntake(
            PayloadStore store,
            MailAccounts accounts,
            Events events,
            EventPublisher publisher,
            Clock clock,
            MeterRegistry metrics) {
        this.store = store;
        this.accounts = accounts;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
        this.published = metrics.counter("rapport.email.published");
        this.own = metrics.counter("rapport.email.own");
        this.quarantined = metrics.counter("rapport.email.quarantined");
    }

    /**
     * Completes when the mail is safe on the log, once for each account. Blocks while it stores and reads the mail.
     *
     * @param envelopeSender empty for the null return path; null when unknown
     */
    Uni<Void> take(byte[] raw, @Nullable String envelopeSender, Collection<MailAccount> receivers) {
        var read = EmailParser.parse(raw, envelopeSender);
        if (read.map(InboundEmail::messageId)
                .flatMap(id -> OwnMessageId.rootIn(id, accounts::isOurDomain))
                .isPresent()) {
            // a copy of what we sent has come back to us: taking it for a customer's mail would begin a loop
            own.increment();
            return Uni.createFrom().voidItem();
        }
        if (receivers.size() == 1) {
            return take(
                    raw, read.orElse(null), envelopeSender, receivers.iterator().next());
        }
        return Multi.createFrom()
                .iterable(receivers)
                .onItem()
                .transformToUniAndConcatenate(account -> take(raw, read.orElse(null), envelopeSender, account))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> take(
            byte[] raw, @Nullable InboundEmail mail, @Nullable String envelopeSender, MailAccount account) {
        var rawRef = store.putRaw(account.tenant(), raw);
        if (mail == null) {
            return quarantine(account, rawRef);
        }
        var received = EmailTranslator.translate(
                mail,
                account,
                accounts::isOurDomain,
                envelopeSender,
                attachments(account.tenant(), mail.files()),
                rawRef,
                clock.instant());
        UUID id = EmailTranslator.eventId(account, received.providerMessageId());
        var event =
                events.withId(id, account.tenant(), received.thread().id().value(), received.receivedAt(), received);
        return publisher.publish(Topics.INTERACTIONS, event).invoke(() -> published.increment());
    }

    /** The mail is kept, but what it says can only be found out by a person. */
    private Uni<Void> quarantine(MailAccount account, String rawRef) {
        var reason = "The mail has no header that can be read.";
        store.putIfAbsent(
                account.tenant(), "quarantine-" + rawRef.replace(':', '-'), reason.getBytes(StandardCharsets.UTF_8));
        quarantined.increment();
        LOG.warnf("action=quarantine tenant=%s raw=%s reason=\"%s\"", account.tenant(), rawRef, reason);
        return Uni.createFrom().voidItem();
    }

    private List<Attachment> attachments(TenantId tenant, List<MailFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        var attachments = new ArrayList<Attachment>(files.size());
        for (var file : files) {
            var contentId = store.putAttachment(tenant, file.content());
            attachments.add(new Attachment(file.name(), file.mediaType(), file.content().length, contentId));
        }
        return attachments;
    }
}
