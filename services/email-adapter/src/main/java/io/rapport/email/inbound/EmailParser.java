package io.rapport.email.inbound;

import io.rapport.contracts.value.Party;
import io.rapport.email.inbound.InboundEmail.MailFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.util.MimeUtil;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail as it came, forgivingly: real mail breaks every rule, and the customer wrote it all the same.
 *
 * <p>Streams through the mail once. Attached mails are kept whole and not looked into.
 */
public final class EmailParser {
    /** The most text an event carries, in characters. */
    static final int MOST_TEXT = 64 * 1024;

    /** The most of an HTML part that is read, in bytes. */
    private static final int MOST_HTML = 2 * 1024 * 1024;

    private static final int DEEPEST = 100;
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private static final MimeConfig LENIENT = MimeConfig.custom()
            .setStrictParsing(false)
            .setMalformedHeaderStartsBody(false)
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .setMaxContentLen(-1)
            .build();

    /** Where the empty line below a part's header is missing. */
    private static final MimeConfig LENIENT_PARTS =
            MimeConfig.copy(LENIENT).setMalformedHeaderStartsBody(true).build();

    private static final Pattern UNSAID_BOUNDARY =
            Pattern.compile("^--(\\S[^\\r\\n\"]{0,68})[ \\t]*\\r?\\n(?=(?i:content-))", Pattern.MULTILINE);
    private static final Pattern NO_FIELD = Pattern.compile("^(?![!-9;-~]++[ \\t]*+:|[ \\t]).", Pattern.MULTILINE);

    /** The last line of a header that is neither a field nor what a field lost of its value. */
    private static final Pattern PROSE =
            Pattern.compile("(?![!-9;-~]++[ \\t]*+:)[A-Za-z][^=;:\\r\\n]* [^=;:\\r\\n]*\\r?\\n");

    private static final Pattern HTML =
            Pattern.compile("\\s*+<(?:!doctype\\s++html|html)\\b", Pattern.CASE_INSENSITIVE);

    private EmailParser() {}

    /**
     * Reads a mail; empty when not even its header can be read.
     *
     * @param envelopeSender empty for the null return path; null when unknown
     */
    public static Optional<InboundEmail> parse(byte[] mail, @Nullable String envelopeSender) {
        var raw = withLineFeeds(mail);
        int start = start(raw);
        int words = wordsInHeader(raw, start);
        var collector = words < 0 ? read(raw, start, "") : read(separated(raw, start, words), 0, "");
        var boundary = collector.unsaidBoundary();
        if (boundary != null) {
            collector = read(raw, start, boundary);
        } else if (collector.twiceOpened != null) {
            collector = read(closedOnce(raw, start, collector.twiceOpened), 0, "");
        } else if (collector.hasNoWords() && raw.length < MOST_HTML) {
            var other = read(LENIENT_PARTS, raw, start, "");
            boolean more = other.hasParts && !other.hasNoWords() && other.files.size() >= collector.files.size();
            collector = more ? other : collector;
        }
        if (!collector.sawHeader) {
            return Optional.empty();
        }
        return Optional.of(collector.email(envelopeSender));
    }

    private static Collector read(byte[] raw, int start, String firstField) {
        return read(LENIENT, raw, start, firstField);
    }

    private static Collector read(MimeConfig config, byte[] raw, int start, String firstField) {
        var collector = new Collector();
        try {
            parser(config, collector)
                    .parse(new SequenceInputStream(
                            new ByteArrayInputStream(firstField.getBytes(StandardCharsets.UTF_8)),
                            new ByteArrayInputStream(raw, start, raw.length - start)));
        } catch (MimeException | IOException | RuntimeException broken) {
            // what was read before the fault still counts
            collector.broken = true;
        }
        return collector;
    }

    /** Old Macs end their lines by a carriage return alone. */
    private static byte[] withLineFeeds(byte[] mail) {
        int end = 0;
        while (end < mail.length && mail[end] != '\r' && mail[end] != '\n') {
            end++;
        }
        while (end < mail.length && mail[end] == '\r') {
            end++;
        }
        if (end == 0 || end == mail.length || mail[end] == '\n' || mail[end - 1] != '\r') {
            return mail;
        }
        var lines = mail.clone();
        for (int i = 0; i < lines.length; i++) {
            boolean alone = lines[i] == '\r' && (i + 1 == lines.length || lines[i + 1] != '\n');
            lines[i] = alone ? (byte) '\n' : lines[i];
        }
        return lines;
    }

    /** With an empty line above the words. */
    private static byte[] separated(byte[] raw, int start, int words) {
        var mail = new ByteArrayOutputStream(raw.length + 2);
        mail.write(raw, start, words - start);
        mail.writeBytes(new byte[] {'\r', '\n'});
        mail.write(raw, words, raw.length - words);
        return mail.toByteArray();
    }

    /** Where words begin with no empty line between the header and them; negative where there is one. */
    private static int wordsInHeader(byte[] raw, int start) {
        int end = start;
        while (end + 1 < raw.length && !(raw[end] == '\n' && (raw[end + 1] == '\n' || raw[end + 1] == '\r'))) {
            end++;
        }
        var header = new String(raw, start, Math.min(end, raw.length - 1) - start + 1, StandardCharsets.ISO_8859_1);
        if (end + 1 >= raw.length) {
            var words = NO_FIELD.matcher(header);
            return words.find() ? start + words.start() : -1;
        }
        int line = header.lastIndexOf('\n', header.length() - 2) + 1;
        return PROSE.matcher(header).region(line, header.length()).lookingAt() ? start + line : -1;
    }

    /** With the boundary closed only at the end, for one part has it that is in another that has it, too. */
    private static byte[] closedOnce(byte[] raw, int start, String boundary) {
        var mail = new String(raw, start, raw.length - start, StandardCharsets.ISO_8859_1);
        var closing = "\n--" + boundary + "--";
        int last = Math.max(0, mail.lastIndexOf(closing));
        return (mail.substring(0, last).replace(closing, "\n--" + boundary) + mail.substring(last))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Some gateways leave empty lines, or the first line of a mailbox file, above the header. */
    private static int start(byte[] raw) {
        int start = startsWithMark(raw) ? 3 : 0;
        for (int i = start; i < raw.length && (raw[i] <= ' ' && raw[i] >= 0); i++) {
            if (raw[i] == '\n') {
                start = i + 1;
            }
        }
        if (raw.length - start > 6
                && new String(raw, start, 5, StandardCharsets.US_ASCII).equals("From ")
                && raw[start + 5] != ':'
                && raw[start + 5] != ' ') {
            while (start < raw.length && raw[start++] != '\n') {
                // to the end of the line
            }
        }
        return start;
    }

    /** Editors put a byte order mark before everything. */
    private static boolean startsWithMark(byte[] raw) {
        return raw.length > 3 && raw[0] == (byte) 0xef && raw[1] == (byte) 0xbb && raw[2] == (byte) 0xbf;
    }

    private static MimeStreamParser parser(MimeConfig config, Collector collector) {
        var descriptors = new DefaultBodyDescriptorBuilder(null, LenientFieldParser.getParser(), DecodeMonitor.SILENT);
        var parser = new MimeStreamParser(config, DecodeMonitor.SILENT, new ForgivingFields(descriptors));
        parser.setContentHandler(collector);
        parser.setNoRecurse();
        return parser;
    }

    /** A piece of the mail's text. */
    private sealed interface Text {
        record Plain(String text) implements Text {}

        record Html(String html) implements Text {}

        /** The same said twice. */
        record Both(String text, String html) implements Text {}
    }

    /**
     * What a mail says.
     *
     * @param unquoted without what its HTML marks as quoted
     */
    private record Texts(String whole, String unquoted) {
        /** All of it as HTML, what is plain between it too; null when nothing is HTML. */
        static @Nullable String html(List<Text> pieces) {
            if (pieces.stream().allMatch(Text.Plain.class::isInstance)) {
                return null;
            }
            return pieces.stream()
                    .map(piece -> switch (piece) {
                        case Text.Plain plain -> "<pre>" + Entities.escape(plain.text) + "</pre>";
                        case Text.Html html -> html.html;
                        case Text.Both both -> both.html;
                    })
                    .collect(Collectors.joining("\n"));
        }

        static Texts of(List<Text> pieces) {
            var whole = new StringBuilder();
            var unquoted = new StringBuilder();
            for (var piece : pieces) {
                var read = switch (piece) {
                    case Text.Plain plain -> new Texts(plain.text, plain.text);
                    case Text.Html html -> ofHtml(HtmlText.parse(html.html));
                    case Text.Both both -> ofBoth(both);
                };
                append(whole, normalised(read.whole));
                append(unquoted, normalised(read.unquoted));
            }
            return new Texts(whole.toString(), unquoted.isEmpty() ? whole.toString() : unquoted.toString());
        }

        private static Texts ofHtml(HtmlText html) {
            var text = html.text();
            return new Texts(text, html.unquotedText().orElse(text));
        }

        private static Texts ofBoth(Text.Both both) {
            if (!HtmlQuotes.mayMark(both.html)) {
                return new Texts(both.text, both.text);
            }
            var unquoted = HtmlText.parse(both.html).unquotedText().filter(text -> !text.isBlank());
            return new Texts(
                    both.text, unquoted.map(text -> asWritten(text, both.text)).orElse(both.text));
        }

        /**
         * The beginning of the plain text that says the same, for its lines are the sender's own. Where both differ, the
         * one in which less is new.
         */
        private static String asWritten(String words, String plain) {
            int at = 0;
            for (int i = 0; i < words.length(); i++) {
                if (isBlank(words.charAt(i))) {
                    continue;
                }
                while (at < plain.length() && isBlank(plain.charAt(at))) {
                    at++;
                }
                if (at == plain.length() || plain.charAt(at) != words.charAt(i)) {
                    return NewestText.of(plain).length() < NewestText.of(words).length() ? plain : words;
                }
                at++;
            }
            return plain.substring(0, at);
        }

        private static boolean isBlank(char c) {
            return Character.isWhitespace(c) || c == 0xa0;
        }

        private static void append(StringBuilder out, String text) {
            if (!text.isEmpty()) {
                out.append(out.isEmpty() ? "" : "\n\n").append(text);
            }
        }
    }

    private static final class Collector extends AbstractContentHandler {
        private final MailHeaders headers = new MailHeaders();
        private final List<MailFile> files = new ArrayList<>();
        private final Deque<Multipart> open = new ArrayDeque<>();
        private final Multipart mail = new Multipart(null, "mixed");

        /** Texts that are files, too, as telephones send them. */
        private final List<Text> named = new ArrayList<>();

        private MailHeaders part = new MailHeaders();
        private boolean sawHeader;
        private boolean inPart;
        private boolean cut;
        private boolean broken;
        private boolean hasParts;
        private @Nullable Charset old;
        private @Nullable String twiceOpened;

        private static final class Multipart {
            private final @Nullable String boundary;
            private String subtype;
            private final List<Text> texts = new ArrayList<>();
            private String preamble = "";
            private boolean hasParts;

            Multipart(@Nullable String boundary, String subtype) {
                this.boundary = boundary;
                this.subtype = subtype;
            }
        }

        @Override
        public void startBodyPart() {
            inPart = true;
            hasParts = true;
            if (!open.isEmpty()) {
                open.peek().hasParts = true;
            }
        }

        @Override
        public void startHeader() {
            part = new MailHeaders();
        }

        @Override
        public void field(Field field) {
            part.add(field);
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
            var boundary = descriptor.getBoundary();
            var subtype = descriptor.getSubType().toLowerCase(Locale.ROOT);
            if (boundary != null && open.stream().anyMatch(outer -> boundary.equals(outer.boundary))) {
                // the parser takes the inner one's parts for the outer one's
                twiceOpened = boundary;
                open.peek().subtype = subtype;
            }
            open.push(new Multipart(boundary, subtype));
            inPart = true;
        }

        @Override
        public void preamble(InputStream content) throws IOException {
            open.peek().preamble = read(content, MOST_TEXT * 4, "");
        }

        @Override
        public void endMultipart() {
            close(open.pop());
        }

        private void close(Multipart closed) {
            var parent = open.isEmpty() ? mail : open.peek();
            if (!closed.hasParts) {
                // the boundary is nowhere to be found, but the words are
                closed.texts.add(new Text.Plain(closed.preamble));
            }
            boolean hasPlain = closed.texts.stream().anyMatch(t -> t instanceof Text.Plain p && !p.text.isBlank());
            if (!closed.subtype.equals("alternative") || !hasPlain) {
                parent.texts.addAll(closed.texts);
            } else if (closed.texts.size() == 2
                    && closed.texts.getFirst() instanceof Text.Plain plain
                    && closed.texts.getLast() instanceof Text.Html html) {
                parent.texts.add(new Text.Both(plain.text, html.html));
            } else {
                closed.texts.stream().filter(Text.Plain.class::isInstance).forEach(parent.texts::add);
            }
        }

        @Override
        public void body(BodyDescriptor descriptor, InputStream encoded) throws IOException {
            var content = decoded(descriptor.getTransferEncoding(), encoded);
            var mediaType = descriptor.getMimeType().toLowerCase(Locale.ROOT);
            if (old == null && mediaType.startsWith("text/")) {
                old = EncodedWords.Charsets.charset(descriptor.getCharset());
            }
            if (old != null) {
                part.setOld(old);
                headers.setOld(old);
            }
            var name = FileNames.of(part);
            boolean attached = descriptor instanceof MaximalBodyDescriptor described
                    && "attachment".equalsIgnoreCase(described.getContentDispositionType());
            boolean text = !attached && (name == null || open.isEmpty());
            var here = open.isEmpty() ? mail : open.peek();
            if (text && mediaType.equals("text/plain")) {
                var words = FlowedText.unwrapped(
                        withoutFiles(readPlain(content, descriptor.getCharset())), part.rawText("content-type"));
                boolean html = open.isEmpty() && HTML.matcher(words).lookingAt();
                here.texts.add(html ? new Text.Html(words) : new Text.Plain(words));
            } else if (text && mediaType.equals("text/html")) {
                here.texts.add(new Text.Html(readHtml(content, descriptor.getCharset())));
            } else {
                var bytes = content.readAllBytes();
                if (!attached && mediaType.equals("text/plain")) {
                    named.add(new Text.Plain(EncodedWords.Charsets.decode(bytes, descriptor.getCharset())));
                }
                files.add(new MailFile(name == null ? otherName(mediaType, bytes) : name, mediaType, bytes, cid()));
            }
        }

        private static InputStream decoded(String encoding, InputStream content) throws IOException {
            if (MimeUtil.isBase64Encoding(encoding)) {
                return new Base64Body(content);
            }
            if (MimeUtil.isQuotedPrintableEncoded(encoding)) {
                return new QuotedPrintableInputStream(content, DecodeMonitor.SILENT);
            }
            return Uuencoded.isEncoding(encoding)
                    ? new ByteArrayInputStream(Uuencoded.decode(content.readAllBytes()))
                    : content;
        }

        private @Nullable String otherName(String mediaType, byte[] content) {
            var location = FileNames.ofLocation(part);
            return location == null && mediaType.equals("message/rfc822") ? FileNames.ofMail(content) : location;
        }

        private @Nullable String cid() {
            var id = part.text("content-id");
            return id == null ? null : id.replaceAll("^<|>$", "");
        }

        /** What is left of a text when the files in it are taken out. */
        private String withoutFiles(String text) {
            var rest = new StringBuilder();
            int done = 0;
            for (var found = Uuencoded.find(text, 0); found != null; found = Uuencoded.find(text, done)) {
                rest.append(text, done, found.start());
                files.add(new MailFile(FileNames.clean(found.name()), UNKNOWN_TYPE, found.content(), null));
                done = found.end();
            }
            return done == 0 ? text : rest.append(text, done, text.length()).toString();
        }

        /** All of it where a file may be in it, for half a file is none. */
        private String readPlain(InputStream content, String charset) throws IOException {
            var bytes = content.readNBytes(MOST_TEXT * 4);
            var start = EncodedWords.Charsets.decode(bytes, charset);
            if (bytes.length < MOST_TEXT * 4) {
                return start;
            }
            if (Uuencoded.find(start, 0) == null) {
                cut |= content.read() >= 0;
                return start;
            }
            var all = new ByteArrayOutputStream();
            all.writeBytes(bytes);
            content.transferTo(all);
            return EncodedWords.Charsets.decode(all.toByteArray(), charset);
        }

        private String readHtml(InputStream content, String charset) throws IOException {
            var bytes = content.readNBytes(MOST_HTML);
            cut |= bytes.length == MOST_HTML && content.read() >= 0;
            return EncodedWords.Charsets.decodeHtml(bytes, charset);
        }

        private String read(InputStream content, int most, String charset) throws IOException {
            var bytes = content.readNBytes(most);
            if (bytes.length == most && content.read() >= 0) {
                cut = true;
            }
            return EncodedWords.Charsets.decode(bytes, charset);
        }

        boolean hasNoWords() {
            return hasParts
                    && mail.texts.stream().allMatch(text -> text instanceof Text.Plain plain && plain.text.isBlank());
        }

        /** The field a multipart lacks when it does not say its boundary, or another; null when nothing is lacking. */
        @Nullable
        String unsaidBoundary() {
            var type = headers.keyword("content-type");
            if (hasParts || !type.startsWith("multipart/") || mail.texts.isEmpty()) {
                return null;
            }
            var boundary = UNSAID_BOUNDARY.matcher(Texts.of(mail.texts).whole);
            return boundary.find()
                    ? "Content-Type: %s; boundary=\"%s\"\r\n"
                            .formatted(type, boundary.group(1).stripTrailing())
                    : null;
        }

        InboundEmail email(@Nullable String envelopeSender) {
            while (!open.isEmpty()) {
                close(open.pop());
            }
            if (mail.texts.isEmpty()) {
                mail.texts.addAll(named);
            }
            var texts = Texts.of(mail.texts);
            boolean tooLong = texts.whole.length() > MOST_TEXT;
            var messageIds = headers.messageIds("message-id");
            var from = from();
            return new InboundEmail(
                    messageIds.isEmpty() ? null : messageIds.getFirst(),
                    headers.messageIds("in-reply-to"),
                    headers.messageIds("references"),
                    from,
                    headers.text("subject"),
                    writtenAt(),
                    shortened(texts.whole),
                    NewestText.of(shortened(texts.unquoted)),
                    tooLong || cut || broken,
                    List.copyOf(files),
                    MachineRules.classify(
                            headers, envelopeSender, from == null ? null : from.address(), texts.whole, files),
                    Texts.html(mail.texts));
        }

        private @Nullable Party from() {
            for (var name : List.of("from", "sender", "reply-to")) {
                var value = headers.rawText(name);
                if (value == null) {
                    continue;
                }
                var party = Senders.first(value);
                if (party != null) {
                    return party;
                }
            }
            return null;
        }

        private @Nullable Instant writtenAt() {
            var field = headers.field("date");
            return field == null ? null : MailDates.read(field);
        }
    }

    private static String normalised(String text) {
        var lines = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        return (lines.indexOf('\0') < 0 ? lines : lines.replace("\0", "")).strip();
    }

    private static String shortened(String text) {
        if (text.length() <= MOST_TEXT) {
            return text;
        }
        // never between the two halves of a character
        return text.substring(0, Character.isHighSurrogate(text.charAt(MOST_TEXT - 1)) ? MOST_TEXT - 1 : MOST_TEXT);
    }
}
