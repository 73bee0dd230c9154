package io.rapport.email.inbound;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.MimeUtil;
import org.jspecify.annotations.Nullable;

/** The header of a mail; of a repeated field the first counts. */
final class MailHeaders {
    /** What mail without a declared character set is in, when it is not UTF-8; a superset of ISO 8859-1. */
    static final Charset WESTERN = Charset.forName("windows-1252");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int MOST_MESSAGE_IDS = 100;
    private static final int LONGEST_MESSAGE_ID = 998;

    private final Map<String, Field> fields = new HashMap<>();

    /** What characters that are neither ASCII nor UTF-8 are in: where the text has an old set, the header has it too. */
    private Charset old = WESTERN;

    void add(Field field) {
        fields.putIfAbsent(field.getName().strip().toLowerCase(Locale.ROOT), field);
    }

    void setOld(Charset charset) {
        old = charset;
    }

    @Nullable
    Field field(String lowerCaseName) {
        return fields.get(lowerCaseName);
    }

    boolean has(String lowerCaseName) {
        return fields.containsKey(lowerCaseName);
    }

    /** The value unfolded and decoded, with control characters gone; null when absent or blank. */
    @Nullable
    String text(String lowerCaseName) {
        var raw = rawText(lowerCaseName);
        if (raw == null) {
            return null;
        }
        return clean(EncodedWords.decode(raw));
    }

    /** The value in lower case up to a semicolon or comment; empty when absent. */
    String keyword(String lowerCaseName) {
        var value = text(lowerCaseName);
        if (value == null) {
            return "";
        }
        int end = 0;
        while (end < value.length() && ";( \t".indexOf(value.charAt(end)) < 0) {
            end++;
        }
        return value.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** The Message-IDs in a field, in order, each once, with angle brackets; what is no Message-ID is passed over. */
    List<String> messageIds(String lowerCaseName) {
        var value = rawText(lowerCaseName);
        if (value == null) {
            return List.of();
        }
        var ids = new LinkedHashSet<String>();
        int open = value.indexOf('<');
        if (open < 0) {
            // some clients forget the brackets
            for (var word : value.split("[\\s,]+")) {
                if (word.indexOf('@') > 0 && word.length() <= LONGEST_MESSAGE_ID) {
                    ids.add("<" + word + ">");
                }
            }
        }
        while (open >= 0) {
            int close = value.indexOf('>', open);
            if (close < 0) {
                break;
            }
            // folding may have put blanks inside
            var id = value.substring(value.lastIndexOf('<', close) + 1, close);
            id = BLANKS.matcher(id).replaceAll("");
            if (!id.isEmpty() && id.length() <= LONGEST_MESSAGE_ID) {
                ids.add("<" + id + ">");
            }
            open = value.indexOf('<', close);
        }
        var list = new ArrayList<>(ids);
        if (list.size() > MOST_MESSAGE_IDS) {
            // the root first, then the newest
            list.subList(1, list.size() - MOST_MESSAGE_IDS + 1).clear();
        }
        return list;
    }

    /** The value unfolded but not decoded; null when absent or blank. */
    @Nullable
    String rawText(String lowerCaseName) {
        var field = fields.get(lowerCaseName);
        if (field == null) {
            return null;
        }
        var value = value(field, old);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The value unfolded, with 8-bit characters in it. */
    static @Nullable String value(Field field) {
        return value(field, WESTERN);
    }

    private static @Nullable String value(Field field, Charset old) {
        var raw = field.getRaw();
        return raw == null ? field.getBody() : value(raw, old);
    }

    private static @Nullable String value(ByteSequence raw, Charset old) {
        var bytes = raw.toByteArray();
        int colon = 0;
        while (colon < bytes.length && bytes[colon] != ':') {
            colon++;
        }
        if (colon == bytes.length) {
            return null;
        }
        return MimeUtil.unfold(decode(bytes, colon + 1, bytes.length - colon - 1, old));
    }

    /** Header bytes should be ASCII, but are often plain UTF-8 (RFC 6532) and sometimes an old 8-bit set. */
    static String decode(byte[] bytes, int from, int length) {
        return decode(bytes, from, length, WESTERN);
    }

    private static String decode(byte[] bytes, int from, int length, Charset old) {
        var utf8 = utf8(bytes, from, length);
        return utf8 != null ? utf8 : new String(bytes, from, length, old);
    }

    /** Null when it is something else. */
    static @Nullable String utf8(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    private static @Nullable String clean(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c < ' ' || c == 0x7f ? ' ' : c);
        }
        var cleaned = out.toString().strip();
        return cleaned.isEmpty() ? null : cleaned;
    }
}
