package io.rapport.email.provider.smtp;

import io.rapport.email.outbound.OutgoingEmail;
import io.rapport.platform.channel.store.OutgoingFiles.Loaded;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParameterList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a mail for the wire: text and rich text as alternatives, what the rich text shows beside it (RFC 2387), and all other
 * files behind them.
 */
final class MimeParts {
    private static final Pattern MEDIA_TYPE = Pattern.compile("([\\w.+-]+)/([\\w.+-]+)");
    private static final String ANYTHING = "application/octet-stream";

    private MimeParts() {}

    /** @param files with their bytes, in the mail's order */
    static void add(MailMessage message, OutgoingEmail mail, List<Loaded> files) {
        message.setText(mail.text()).setHtml(mail.html());
        var shown = new ArrayList<MailAttachment>();
        var attached = new ArrayList<MailAttachment>();
        for (int i = 0; i < files.size(); i++) {
            var file = mail.files().get(i);
            (file.cid() == null ? attached : shown).add(part(file, files.get(i).content()));
        }
        message.setInlineAttachment(shown).setAttachment(attached);
    }

    /** The client would write names in a way that loses some characters and trusts all of them, so it is not told any. */
    private static MailAttachment part(OutgoingEmail.File file, byte[] content) {
        var name = name(file.file().name());
        var part = MailAttachment.create()
                .setData(Buffer.buffer(content))
                .setContentType(contentType(file.file().mediaType(), name))
                .setDisposition(new ContentDisposition(
                                file.cid() == null ? "attachment" : "inline", parameters("filename", name))
                        .toString());
        return file.cid() == null ? part : part.setContentId('<' + file.cid() + '>');
    }

    private static String contentType(String mediaType, Optional<String> name) {
        var type = MEDIA_TYPE.matcher(mediaType);
        // a mail within a mail must not be written in base64 (RFC 2046 section 5.2.1), and everything here is
        var safe = type.matches() && !mediaType.startsWith("message/") && !mediaType.startsWith("multipart/")
                ? mediaType
                : ANYTHING;
        var slash = safe.indexOf('/');
        return new ContentType(safe.substring(0, slash), safe.substring(slash + 1), parameters("name", name))
                .toString();
    }

    /** RFC 2231. */
    private static ParameterList parameters(String key, Optional<String> value) {
        var parameters = new ParameterList();
        value.ifPresent(it -> parameters.set(key, it, "UTF-8"));
        return parameters;
    }

    private static Optional<String> name(@Nullable String given) {
        return Optional.ofNullable(given)
                .map(it -> it.replaceAll("\\p{Cntrl}+", " ").strip())
                .filter(it -> !it.isEmpty());
    }
}
