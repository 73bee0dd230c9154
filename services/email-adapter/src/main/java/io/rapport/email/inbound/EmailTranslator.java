package io.rapport.email.inbound;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.email.MailAccount;
import io.rapport.email.threading.ThreadResolver;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says a mail in the platform's words. */
final class EmailTranslator {
    /** Stands for a sender that no header and no envelope names (RFC 2606). */
    private static final String NOBODY = "unknown@invalid";

    private EmailTranslator() {}

    /** What one of our accounts received. */
    static MessageReceived translate(
            InboundEmail mail,
            MailAccount account,
            Predicate<String> ourDomain,
            @Nullable String envelopeSender,
            List<Attachment> attachments,
            String rawRef,
            Instant receivedAt) {
        var messageId = messageId(mail, rawRef);
        var from = from(mail, envelopeSender);
        var decision = ThreadResolver.resolve(messageId, mail.inReplyTo(), mail.references(), ourDomain);
        return new MessageReceived(
                ThreadRef.of(account.tenant(), Channel.EMAIL, account.address(), from.address(), decision.root()),
                CustomerId.provisional(account.tenant(), Channel.EMAIL, from.address()),
                Direction.INWARD,
                null,
                from,
                new MessageContent(mail.subject(), mail.text(), mail.truncated(), attachments, newestText(mail)),
                mail.machine().kind().automation(),
                messageId,
                mail.references(),
                decision.rule().wireName(),
                mail.writtenAt(),
                receivedAt,
                rawRef);
    }

    /** The same mail for the same account is the same event, however often and wherever it arrives. */
    static UUID eventId(MailAccount account, String messageId) {
        return DeterministicId.of(account.tenant().value(), account.address(), messageId, "message-received");
    }

    private static @Nullable String newestText(InboundEmail mail) {
        return mail.newestText().equals(mail.text()) ? null : mail.newestText();
    }

    /** A mail without a Message-ID is known by its bytes. */
    private static String messageId(InboundEmail mail, String rawRef) {
        var given = mail.messageId();
        return given != null ? given : "<" + rawRef.substring(rawRef.indexOf(':') + 1) + "@no-message-id.invalid>";
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
