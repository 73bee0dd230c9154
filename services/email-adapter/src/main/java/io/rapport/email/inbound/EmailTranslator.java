package io.rapport.email.inbound;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryReport;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.email.FailureReasons;
import io.rapport.email.MailAccount;
import io.rapport.email.threading.OwnMessageId;
import io.rapport.email.threading.ThreadDecision;
import io.rapport.email.threading.ThreadResolver;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.platform.channel.store.PayloadStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says a mail in the platform's words. */
final class EmailTranslator {
    /** Stands for a sender that no header and no envelope names (RFC 2606). */
    private static final String NOBODY = "unknown@invalid";

    private final Predicate<String> ourDomain;
    private final ThreadTokens tokens;

    EmailTranslator(Predicate<String> ourDomain, ThreadTokens tokens) {
        this.ourDomain = ourDomain;
        this.tokens = tokens;
    }

    /**
     * What one of our accounts received.
     *
     * @param tags behind the plus signs of the addresses it was sent to
     * @param html where its HTML is kept
     */
    MessageReceived translate(
            InboundEmail mail,
            MailAccount account,
            List<String> tags,
            @Nullable String envelopeSender,
            List<Attachment> attachments,
            @Nullable String html,
            String rawRef,
            Instant receivedAt) {
        var messageId = messageId(mail, rawRef);
        var from = from(mail, envelopeSender);
        var resolver = new ThreadResolver(
                ourDomain, token -> tokens.root(token, account.tenant(), account.address(), from.address()));
        var decision = resolver.resolve(messageId, mail.inReplyTo(), mail.references(), mail.subject(), tags);
        return new MessageReceived(
                ThreadRef.of(account.tenant(), Channel.EMAIL, account.address(), from.address(), decision.root()),
                CustomerId.provisional(account.tenant(), Channel.EMAIL, from.address()),
                Direction.INWARD,
                null,
                from,
                new MessageContent(mail.subject(), mail.text(), mail.truncated(), attachments, newestText(mail), html),
                mail.machine().kind().automation(),
                messageId,
                mail.references(),
                decision.rule().wireName(),
                mail.writtenAt(),
                receivedAt,
                rawRef,
                report(mail.machine()),
                null);
    }

    /**
     * What a person wrote in a mail program, to one of its recipients.
     *
     * @param at when it was sent
     */
    MessageSent sent(
            InboundEmail mail,
            String messageId,
            MailAccount account,
            Party to,
            List<Attachment> attachments,
            Instant at) {
        var resolver = new ThreadResolver(
                ourDomain, token -> tokens.root(token, account.tenant(), account.address(), to.address()));
        var decision = resolver.resolve(messageId, mail.inReplyTo(), mail.references(), mail.subject(), List.of());
        boolean answers = decision.rule() != ThreadDecision.Rule.NEW;
        var from = mail.from();
        var name = from == null || from.name() == null ? account.displayName() : from.name();
        return new MessageSent(
                ThreadRef.of(account.tenant(), Channel.EMAIL, account.address(), to.address(), decision.root()),
                CustomerId.provisional(account.tenant(), Channel.EMAIL, to.address()),
                Direction.OUTWARD,
                new CommandId(DeterministicId.of(
                        account.tenant().value(),
                        account.address(),
                        messageId,
                        to.address(),
                        "sent in a mail program")),
                answers ? MessagePurpose.REPLY : MessagePurpose.FOLLOW_UP,
                new Author(null, name == null ? account.address() : name),
                to,
                new MessageContent(mail.subject(), mail.text(), mail.truncated(), attachments, newestText(mail)),
                messageId,
                mail.references(),
                at);
    }

    /** Whether we gave this token to this partner of the account. */
    boolean isToken(String token, MailAccount account, Party to) {
        return tokens.root(token, account.tenant(), account.address(), to.address())
                .isPresent();
    }

    /** The same mail is the same event, however often and wherever it is found. */
    static UUID eventId(MailAccount account, MessageSent sent) {
        return DeterministicId.of(
                account.tenant().value(), account.address(), sent.commandId().toString(), "message-sent");
    }

    /**
     * What became of a mail of ours, if that is what the mail reports.
     *
     * <p>The report has to name both the mail and the one it was sent to; then nobody else can have written it but who had
     * the mail in hands.
     */
    Optional<DeliveryUpdated> delivery(InboundEmail mail, MailAccount account, Instant receivedAt) {
        var machine = mail.machine();
        var status = status(machine.kind());
        var original = machine.originalMessageId();
        var own = original == null
                ? Optional.<OwnMessageId>empty()
                : OwnMessageId.parse(original, ourDomain).filter(it -> it.token() != null);
        if (status.isEmpty() || own.isEmpty()) {
            return Optional.empty();
        }
        var token = String.valueOf(own.get().token());
        for (var party : machine.recipients()) {
            var root = tokens.root(token, account.tenant(), account.address(), party);
            if (root.isPresent()) {
                return Optional.of(new DeliveryUpdated(
                        ThreadRef.of(account.tenant(), Channel.EMAIL, account.address(), party, root.get()),
                        CustomerId.provisional(account.tenant(), Channel.EMAIL, party),
                        Direction.OUTWARD,
                        own.get().command(),
                        original,
                        status.get(),
                        failure(machine),
                        receivedAt));
            }
        }
        return Optional.empty();
    }

    /** Reports of the same about the same mail are the same event. */
    static UUID eventId(MailAccount account, DeliveryUpdated updated) {
        return DeterministicId.of(
                account.tenant().value(),
                account.address(),
                updated.commandId().toString(),
                "reported " + updated.status());
    }

    private static Optional<DeliveryStatus> status(MachineMail.Kind kind) {
        return switch (kind) {
            case FAILED -> Optional.of(DeliveryStatus.FAILED);
            case DELAYED -> Optional.of(DeliveryStatus.QUEUED);
            case DELIVERED -> Optional.of(DeliveryStatus.DELIVERED);
            case RELAYED -> Optional.of(DeliveryStatus.SENT);
            case NONE, COMPLAINT, AUTO_REPLY, CHALLENGE, RECEIPT, GENERATED, BULK -> Optional.empty();
        };
    }

    private static @Nullable DeliveryReport report(MachineMail machine) {
        var kind = switch (machine.kind()) {
            case FAILED -> DeliveryReport.Kind.FAILED;
            case DELAYED -> DeliveryReport.Kind.DELAYED;
            case DELIVERED, RELAYED -> DeliveryReport.Kind.DELIVERED;
            case COMPLAINT -> DeliveryReport.Kind.COMPLAINT;
            case NONE, AUTO_REPLY, CHALLENGE, RECEIPT, GENERATED, BULK -> null;
        };
        return kind == null
                ? null
                : new DeliveryReport(kind, machine.recipient(), failure(machine), machine.originalMessageId());
    }

    private static @Nullable DeliveryFailure failure(MachineMail machine) {
        var status = machine.status();
        boolean arrived = machine.kind() == MachineMail.Kind.DELIVERED || machine.kind() == MachineMail.Kind.RELAYED;
        if (status == null || arrived) {
            return null;
        }
        var numbers = status.split("\\.", 3);
        var reason = FailureReasons.reason(numbers[1], numbers[2]);
        var diagnosis = machine.diagnosis();
        return new DeliveryFailure(
                reason, status, FailureReasons.sentence(reason) + (diagnosis == null ? "" : " It said: " + diagnosis));
    }

    /** The same mail for the same account is the same event, however often and wherever it arrives. */
    static UUID eventId(MailAccount account, String messageId) {
        return DeterministicId.of(account.tenant().value(), account.address(), messageId, "message-received");
    }

    private static @Nullable String newestText(InboundEmail mail) {
        return mail.newestText().equals(mail.text()) ? null : mail.newestText();
    }

    /** A mail without a Message-ID is known by its bytes. */
    static String messageId(InboundEmail mail, String rawRef) {
        var given = mail.messageId();
        return given != null ? given : "<" + PayloadStore.contentOf(rawRef) + "@no-message-id.invalid>";
    }

    private static Party from(InboundEmail mail, @Nullable String envelopeSender) {
        var written = mail.from();
        if (written != null) {
            return written;
        }
        if (envelopeSender == null || envelopeSender.isBlank()) {
            return new Party(NOBODY, null);
        }
        return new Party(envelopeSender.toLowerCase(Locale.ROOT), null);
    }
}
