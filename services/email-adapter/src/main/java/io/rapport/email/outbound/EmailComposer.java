package io.rapport.email.outbound;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.email.MailAccount;
import io.rapport.email.threading.OwnMessageId;
import io.rapport.email.threading.ThreadResolver;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.email.unsubscribe.UnsubscribeLinks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.util.MimeUtil;
import org.jspecify.annotations.Nullable;

/** Writes the mail that a command asks for. */
public final class EmailComposer {
    private final ThreadTokens tokens;
    private final UnsubscribeLinks unsubscribe;
    private final boolean tokenInSubject;

    /** "Re:" as mail programs of several languages write it. */
    private static final Pattern REPLY_PREFIX =
            Pattern.compile("(?i)(re|aw|sv|vs|antw|odp|r|rif|res)\\s*(\\[\\d+])?\\s*:.*");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int MOST_REFERENCES = 50;

    public EmailComposer(ThreadTokens tokens, UnsubscribeLinks unsubscribe, boolean tokenInSubject) {
        this.tokens = tokens;
        this.unsubscribe = unsubscribe;
        this.tokenInSubject = tokenInSubject;
    }

    /**
     * The mail of a command; the same Message-ID at every attempt.
     *
     * @param account our side of the thread
     */
    public OutgoingEmail compose(SendMessage message, MailAccount account, Instant now) {
        var token = tokens.of(account.tenant(), message.thread());
        var messageId = new OwnMessageId(message.commandId(), token.orElse(null)).at(account.domain());
        var headers = new LinkedHashMap<String, String>();
        headers.put("Date", DATE.format(now));
        headers.put("From", mailbox(senderName(message, account), account.address()));
        headers.put("Reply-To", token.map(account::tagged).orElse(account.address()));
        headers.put("To", mailbox(message.to().name(), message.to().address()));
        headers.put("Subject", encoded("Subject", subject(message, account) + tokenInSubject(token)));
        headers.put("Message-ID", messageId);
        addReferences(headers, message.replyContext());
        addAutomation(headers, message);
        headers.putAll(unsubscribe.headers(account.tenant(), message));
        var text = lines(message.text());
        var html = message.html() == null ? HtmlBody.of(text) : lines(message.html());
        var files = new ArrayList<OutgoingEmail.File>();
        for (var file : message.attachments()) {
            var shown = "cid:" + file.contentId();
            var cid = html.contains(shown)
                    ? file.contentId().substring(file.contentId().indexOf(':') + 1) + '@' + account.domain()
                    : null;
            html = cid == null ? html : html.replace(shown, "cid:" + cid);
            files.add(new OutgoingEmail.File(file, cid));
        }
        return new OutgoingEmail(messageId, account.address(), message.to().address(), headers, text, html, files);
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private String tokenInSubject(Optional<String> token) {
        return tokenInSubject
                ? token.map(it -> ' ' + ThreadResolver.inSubject(it)).orElse("")
                : "";
    }

    /** The person first, so that the customer sees who writes, and the account in brackets. */
    private static @Nullable String senderName(SendMessage message, MailAccount account) {
        var author = oneLine(message.author().name());
        var shown = account.displayName();
        if (shown == null || author.equals(shown)) {
            return author;
        }
        return message.author().agentId() == null || author.isEmpty() ? shown : author + " (" + shown + ")";
    }

    private static String subject(SendMessage message, MailAccount account) {
        var given = message.subject() == null ? "" : oneLine(message.subject());
        if (given.isEmpty()) {
            return "Message from " + (account.displayName() == null ? account.address() : account.displayName());
        }
        boolean answers = message.purpose() == MessagePurpose.REPLY && message.replyContext() != null;
        return answers && !REPLY_PREFIX.matcher(given).matches() ? "Re: " + given : given;
    }

    /** RFC 5322 section 3.6.4: the parent's references, then the parent. */
    private static void addReferences(Map<String, String> headers, @Nullable ReplyContext context) {
        if (context == null) {
            return;
        }
        var chain = new ArrayList<String>();
        for (var earlier : context.references()) {
            chain.add(bracketed(earlier));
        }
        var answered = context.inReplyTo();
        if (answered != null) {
            headers.put("In-Reply-To", bracketed(answered));
            chain.remove(bracketed(answered));
            chain.add(bracketed(answered));
        }
        if (chain.size() > MOST_REFERENCES) {
            chain.subList(1, chain.size() - MOST_REFERENCES + 1).clear();
        }
        if (!chain.isEmpty()) {
            headers.put("References", folded(chain));
        }
    }

    /** RFC 3834 section 5: other machines must not answer what a machine wrote. */
    private static void addAutomation(Map<String, String> headers, SendMessage message) {
        if (message.author().agentId() == null) {
            headers.put(
                    "Auto-Submitted", message.purpose() == MessagePurpose.REPLY ? "auto-replied" : "auto-generated");
        }
    }

    private static String mailbox(@Nullable String name, String address) {
        var shown = name == null ? "" : oneLine(name);
        return shown.isEmpty() ? address : EncoderUtil.encodeAddressDisplayName(shown) + " <" + address + ">";
    }

    private static String encoded(String field, String value) {
        int used = field.length() + 2;
        return MimeUtil.fold(EncoderUtil.encodeIfNecessary(value, EncoderUtil.Usage.TEXT_TOKEN, used), used);
    }

    private static String folded(List<String> ids) {
        return String.join("\r\n ", ids);
    }

    private static String bracketed(String messageId) {
        var id = messageId.replaceAll("[\\s<>]", "");
        return "<" + id + ">";
    }

    /** A line break in a header would start another header. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
