package io.rapport.email.inbound;

import io.rapport.contracts.value.Party;
import io.rapport.email.inbound.InboundEmail.MailFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail as it came, forgivingly: real mail breaks every rule, and the customer wrote it all the same.
 *
 * <p>Streams through the mail once. Attached mails are kept whole and not looked into.
 */
final class EmailParser {
    /** The most text an event carries, in characters. */
    static final int MOST_TEXT = 64 * 1024;

    /** The most of an HTML part that is read, in bytes. */
    private static final int MOST_HTML = 2 * 1024 * 1024;

    private static final int DEEPEST = 100;

    private static final MimeConfig LENIENT = MimeConfig.custom()
            .setStrictParsing(false)
            .setMalformedHeaderStartsBody(false)
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .setMaxContentLen(-1)
            .build();

    private EmailParser() {}

    /**
     * Reads a mail; empty when not even its header can be read.
     *
     * @param envelopeSender empty for the null return path; null when unknown
     */
    static Optional<InboundEmail> parse(byte[] raw, @Nullable String envelopeSender) {
        var collector = new Collector();
        boolean whole = true;
        try {
            parser(collector).parse(new ByteArrayInputStream(raw));
        } catch (MimeException | IOException | RuntimeException broken) {
            // what was read before the fault still counts
            whole = false;
        }
        if (!collector.sawHeader) {
            return Optional.empty();
        }
        return Optional.of(collector.email(envelopeSender, whole));
    }

    private static MimeStreamParser parser(Collector collector) {
        var descriptors = new DefaultBodyDescriptorBuilder(null, LenientFieldParser.getParser(), DecodeMonitor.SILENT);
        var parser = new MimeStreamParser(LENIENT, DecodeMonitor.SILENT, descriptors);
        parser.setContentHandler(collector);
        parser.setContentDecoding(true);
        parser.setNoRecurse();
        return parser;
    }

    /** A piece of the mail's text. */
    private sealed interface Text {
        record Plain(String text) implements Text {}

        record Html(String html) implements Text {}
    }

    private static final class Collector extends AbstractContentHandler {
        private final MailHeaders headers = new MailHeaders();
        private final List<MailFile> files = new ArrayList<>();
        private final Deque<Multipart> open = new ArrayDeque<>();
        private final Multipart mail = new Multipart("mixed", new ArrayList<>());
        private boolean sawHeader;
        private boolean inPart;
        private boolean cut;

        private record Multipart(String subtype, List<Text> texts) {}

        @Override
        public void startBodyPart() {
            inPart = true;
        }

        @Override
        public void field(Field field) {
            if (!inPart) {
                headers.add(field);
            }
        }

        @Override
        public void endHeader() {
            sawHeader = true;
        }

        @Override
        public void startMultipart(BodyDescriptor descriptor) throws MimeException {
            if (open.size() == DEEPEST) {
                throw new MimeException("Parts are nested deeper than " + DEEPEST + " levels");
            }
            open.push(new Multipart(descriptor.getSubType().toLowerCase(Locale.ROOT), new ArrayList<>()));
            inPart = true;
        }

        @Override
        public void endMultipart() {
            close(open.pop());
        }

        private void close(Multipart closed) {
            var parent = open.isEmpty() ? mail : open.peek();
            boolean hasPlain = closed.texts.stream().anyMatch(t -> t instanceof Text.Plain p && !p.text.isBlank());
            boolean choose = closed.subtype.equals("alternative") && hasPlain;
            for (var text : closed.texts) {
                if (!choose || text instanceof Text.Plain) {
                    parent.texts.add(text);
                }
            }
        }

        @Override
        public void body(BodyDescriptor descriptor, InputStream content) throws IOException {
            var mediaType = descriptor.getMimeType().toLowerCase(Locale.ROOT);
            var name = fileName(descriptor);
            boolean attached = descriptor instanceof MaximalBodyDescriptor described
                    && "attachment".equalsIgnoreCase(described.getContentDispositionType());
            boolean text = !attached && name == null;
            var here = open.isEmpty() ? mail : open.peek();
            if (text && mediaType.equals("text/plain")) {
                here.texts.add(new Text.Plain(read(content, MOST_TEXT * 4, descriptor.getCharset())));
            } else if (text && mediaType.equals("text/html")) {
                here.texts.add(new Text.Html(read(content, MOST_HTML, descriptor.getCharset())));
            } else {
                files.add(new MailFile(name, mediaType, content.readAllBytes()));
            }
        }

        private String read(InputStream content, int most, String charset) throws IOException {
            var bytes = content.readNBytes(most);
            if (bytes.length == most && content.read() >= 0) {
                cut = true;
            }
            return decode(bytes, charset);
        }

        InboundEmail email(@Nullable String envelopeSender, boolean whole) {
            while (!open.isEmpty()) {
                close(open.pop());
            }
            var text = text();
            boolean tooLong = text.length() > MOST_TEXT;
            var messageIds = headers.messageIds("message-id");
            var from = from();
            return new InboundEmail(
                    messageIds.isEmpty() ? null : messageIds.getFirst(),
                    headers.messageIds("in-reply-to"),
                    headers.messageIds("references"),
                    from,
                    headers.text("subject"),
                    writtenAt(),
                    tooLong ? text.substring(0, endOfText(text)) : text,
                    tooLong || cut || !whole,
                    List.copyOf(files),
                    AutomationRules.classify(headers, envelopeSender, from == null ? null : from.address()));
        }

        private String text() {
            var out = new StringBuilder();
            for (var piece : mail.texts) {
                var text = switch (piece) {
                    case Text.Plain plain -> plain.text;
                    case Text.Html html -> HtmlText.of(html.html);
                };
                text = normalised(text);
                if (!text.isEmpty()) {
                    out.append(out.isEmpty() ? "" : "\n\n").append(text);
                }
            }
            return out.toString();
        }

        private @Nullable Party from() {
            for (var name : List.of("from", "sender", "reply-to")) {
                var value = headers.rawText(name);
                if (value == null) {
                    continue;
                }
                for (var mailbox :
                        LenientAddressParser.DEFAULT.parseAddressList(value).flatten()) {
                    if (mailbox.getDomain() != null && !mailbox.getLocalPart().isBlank()) {
                        return new Party(mailbox.getAddress().toLowerCase(Locale.ROOT), displayName(mailbox.getName()));
                    }
                }
            }
            return null;
        }

        private @Nullable Instant writtenAt() {
            var field = headers.field("date");
            if (field == null) {
                return null;
            }
            DateTimeField date = DateTimeFieldLenientImpl.PARSER.parse(field, DecodeMonitor.SILENT);
            return date.getDate() == null ? null : date.getDate().toInstant();
        }
    }

    private static @Nullable String fileName(BodyDescriptor descriptor) {
        if (!(descriptor instanceof MaximalBodyDescriptor described)) {
            return null;
        }
        var name = described.getContentDispositionFilename();
        if (name == null) {
            name = described.getContentTypeParameters().get("name");
        }
        if (name == null || name.isBlank()) {
            return null;
        }
        var decoded = DecoderUtil.decodeEncodedWords(name, DecodeMonitor.SILENT);
        // a path in a file name is never meant well
        return decoded.substring(Math.max(decoded.lastIndexOf('/'), decoded.lastIndexOf('\\')) + 1);
    }

    private static @Nullable String displayName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        return DecoderUtil.decodeEncodedWords(name, DecodeMonitor.SILENT).strip();
    }

    /** What is declared as ASCII, not at all or by an unknown name is mostly UTF-8, else an old 8-bit set. */
    private static String decode(byte[] bytes, @Nullable String declared) {
        var charset = charset(declared);
        return charset == null ? MailHeaders.decode(bytes, 0, bytes.length) : new String(bytes, charset);
    }

    private static @Nullable Charset charset(@Nullable String declared) {
        if (declared == null) {
            return null;
        }
        try {
            var charset = Charset.forName(declared);
            if (charset.equals(StandardCharsets.US_ASCII) || charset.equals(StandardCharsets.UTF_8)) {
                return null;
            }
            return charset.equals(StandardCharsets.ISO_8859_1) ? MailHeaders.WESTERN : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    private static String normalised(String text) {
        var lines = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        return (lines.indexOf('\0') < 0 ? lines : lines.replace("\0", "")).strip();
    }

    /** Never between the two halves of a character. */
    private static int endOfText(String text) {
        return Character.isHighSurrogate(text.charAt(MOST_TEXT - 1)) ? MOST_TEXT - 1 : MOST_TEXT;
    }
}
