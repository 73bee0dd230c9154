package io.rapport.sandbox.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.jspecify.annotations.Nullable;

/** Reads the mail that the platform sends. */
final class MailReader {
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]+>");

    private MailReader() {}

    static Mail read(byte[] raw, String recipient, Instant now) throws IOException {
        var message = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(raw));
        var from = mailbox(message);
        var messageId = messageIds(message, "Message-ID");
        var inReplyTo = messageIds(message, "In-Reply-To");
        var references = messageIds(message, "References");
        if (references.isEmpty()) {
            references = inReplyTo;
        }
        return new Mail(
                recipient.toLowerCase(Locale.ROOT),
                Mail.Way.RECEIVED,
                messageId.isEmpty()
                        ? "<" + UUID.nameUUIDFromBytes(raw) + "@no-message-id.invalid>"
                        : messageId.getFirst(),
                inReplyTo.isEmpty() ? null : inReplyTo.getFirst(),
                references,
                from == null ? "" : from.getAddress(),
                from == null ? null : from.getName(),
                recipient,
                toName(message),
                message.getSubject() == null ? "" : message.getSubject(),
                text(message).strip().replace("\r\n", "\n"),
                message.getHeader().getField("Auto-Submitted") != null,
                now,
                0);
    }

    private static @Nullable Mailbox mailbox(Message message) {
        return message.getFrom() == null || message.getFrom().isEmpty()
                ? null
                : message.getFrom().getFirst();
    }

    private static @Nullable String toName(Message message) {
        var to = message.getTo();
        return to == null || to.flatten().isEmpty()
                ? null
                : to.flatten().getFirst().getName();
    }

    private static List<String> messageIds(Message message, String field) {
        var ids = new ArrayList<String>();
        var value = message.getHeader().getField(field);
        if (value != null) {
            var match = MESSAGE_ID.matcher(value.getBody());
            while (match.find()) {
                ids.add(match.group());
            }
        }
        return ids;
    }

    private static String text(Entity entity) throws IOException {
        if (entity.getBody() instanceof TextBody text) {
            try (var reader = text.getReader()) {
                var out = new java.io.StringWriter();
                reader.transferTo(out);
                return out.toString();
            }
        }
        if (entity.getBody() instanceof Multipart multipart) {
            for (var part : multipart.getBodyParts()) {
                var text = text(part);
                if (!text.isBlank()) {
                    return text;
                }
            }
        }
        return "";
    }
}
