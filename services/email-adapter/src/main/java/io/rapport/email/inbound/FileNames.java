package io.rapport.email.inbound;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the name of an attachment in the header of its part (RFC 2183, RFC 2231, and RFC 2047 where it does not belong). */
final class FileNames {
    private static final int MOST_PIECES = 100;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_HEADER = 32 * 1024;
    private static final String SUBJECT = "Subject:";

    private FileNames() {}

    static @Nullable String of(MailHeaders part) {
        var name = parameter(part.rawText("content-disposition"), "filename");
        if (name == null) {
            name = parameter(part.rawText("content-type"), "name");
        }
        if (name == null) {
            name = parameter(part.rawText("content-disposition"), "name");
        }
        return name == null ? null : clean(name);
    }

    /** The last part of where the attachment comes from, for those that have no other name. */
    static @Nullable String ofLocation(MailHeaders part) {
        var location = part.text("content-location");
        return location == null || location.indexOf('.') < 0 ? null : clean(location.split("[?#]", 2)[0]);
    }

    /** An attached mail is called by its subject. */
    static @Nullable String ofMail(byte[] mail) {
        var subject = new StringBuilder();
        for (var line : MailHeaders.decode(mail, 0, Math.min(mail.length, LONGEST_HEADER))
                .lines()
                .toList()) {
            if (line.isEmpty() || (!subject.isEmpty() && !Character.isWhitespace(line.charAt(0)))) {
                break;
            }
            if (!subject.isEmpty() || line.regionMatches(true, 0, SUBJECT, 0, SUBJECT.length())) {
                subject.append(line);
            }
        }
        var words = subject.isEmpty()
                ? ""
                : EncodedWords.decode(subject.substring(SUBJECT.length())).strip();
        return words.isEmpty() ? null : clean(words.replace('/', '-').replace('\\', '-') + ".eml");
    }

    static @Nullable String clean(String name) {
        var decoded = EncodedWords.decode(name);
        // a path in a file name is never meant well
        var last = decoded.substring(Math.max(decoded.lastIndexOf('/'), decoded.lastIndexOf('\\')) + 1);
        var printable = new StringBuilder();
        last.replace('\t', ' ')
                .codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(LONGEST_NAME)
                .forEach(printable::appendCodePoint);
        var clean = printable.toString().strip();
        return clean.isEmpty() ? null : clean;
    }

    private static @Nullable String parameter(@Nullable String value, String wanted) {
        if (value == null) {
            return null;
        }
        var pieces = new TreeMap<Integer, Piece>();
        String plain = null;
        int at = 0;
        while (at < value.length() && pieces.size() < MOST_PIECES) {
            int equals = value.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            var name = lastWord(value.substring(at, equals));
            int end = end(value, equals + 1);
            var given = unquoted(value.substring(equals + 1, end).strip());
            if (name.equals(wanted) && plain == null) {
                plain = given;
            } else if (name.startsWith(wanted + '*')) {
                var piece = piece(name.substring(wanted.length() + 1), given);
                if (piece != null) {
                    pieces.putIfAbsent(piece.number, piece);
                }
            }
            at = end;
        }
        return pieces.isEmpty() ? plain : joined(pieces);
    }

    /** What stands before a parameter's sign; some programs forget the semicolon between the type and it. */
    private static String lastWord(String text) {
        var words = text.strip();
        int start = words.length();
        while (start > 0 && ";, \t".indexOf(words.charAt(start - 1)) < 0) {
            start--;
        }
        return words.substring(start).toLowerCase(Locale.ROOT);
    }

    /** Where a value ends: at a semicolon that is not in quotes. */
    private static int end(String value, int from) {
        boolean quoted = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        int bare = quoted ? value.indexOf(';', from) : -1;
        return bare < 0 ? value.length() : bare;
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        var out = new StringBuilder();
        for (int i = 1; i < value.length() && value.charAt(i) != '"'; i++) {
            boolean escape = value.charAt(i) == '\\'
                    && i + 1 < value.length()
                    && (value.charAt(i + 1) == '"' || value.charAt(i + 1) == '\\');
            out.append(value.charAt(escape ? ++i : i));
        }
        return out.toString();
    }

    private record Piece(int number, boolean encoded, String text) {}

    private static @Nullable Piece piece(String suffix, String text) {
        boolean encoded = suffix.isEmpty() || suffix.endsWith("*");
        var number = suffix.replace("*", "");
        if (number.length() > 3 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        return new Piece(number.isEmpty() ? 0 : Integer.parseInt(number), encoded, text);
    }

    private static String joined(SortedMap<Integer, Piece> pieces) {
        var bytes = new ByteArrayOutputStream();
        String charset = null;
        for (var piece : pieces.values()) {
            var text = piece.text;
            if (piece.encoded && charset == null && text.indexOf('\'') >= 0) {
                int first = text.indexOf('\'');
                int second = text.indexOf('\'', first + 1);
                charset = text.substring(0, first);
                text = text.substring((second < 0 ? first : second) + 1);
            }
            bytes.writeBytes(EncodedWords.percent(text, piece.encoded ? '%' : '\0'));
        }
        return EncodedWords.Charsets.decode(bytes.toByteArray(), charset);
    }
}
