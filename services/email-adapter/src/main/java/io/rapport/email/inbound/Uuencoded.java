package io.rapport.email.inbound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the files that old programs write into the text of a mail (uuencode of POSIX 1003.2). */
final class Uuencoded {
    private static final Set<String> ENCODINGS = Set.of("x-uuencode", "uuencode", "x-uue", "uue");
    private static final String MARK = "begin ";
    private static final Pattern BEGIN = Pattern.compile("begin [0-7]{3,4} ([^\\r\\n]{1,255})\\r?\\n");

    private Uuencoded() {}

    /**
     * A file in a text.
     *
     * @param start where its first line begins
     * @param end behind its last line
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(int start, int end, String name, byte[] content) {}

    static boolean isEncoding(String transferEncoding) {
        return ENCODINGS.contains(transferEncoding);
    }

    /** A part that is all in this encoding; as it is when it is not. */
    static byte[] decode(byte[] content) {
        var found = find(new String(content, StandardCharsets.ISO_8859_1), 0);
        return found == null ? content : found.content();
    }

    /** The first file from there on; null when there is none. */
    static @Nullable Found find(String text, int from) {
        for (int at = text.indexOf(MARK, from); at >= 0; at = text.indexOf(MARK, at + 1)) {
            if (at == 0 || text.charAt(at - 1) == '\n') {
                var begin = BEGIN.matcher(text).region(at, text.length());
                var found = begin.lookingAt()
                        ? read(text, at, begin.end(), begin.group(1).strip())
                        : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Null when the lines are no such file after all; one that nothing ends goes to the end of the text. */
    private static @Nullable Found read(String text, int start, int from, String name) {
        var content = new ByteArrayOutputStream();
        int at = from;
        while (at < text.length()) {
            int feed = text.indexOf('\n', at);
            int next = feed < 0 ? text.length() : feed + 1;
            var line = text.substring(at, feed < 0 ? next : feed).stripTrailing();
            at = next;
            if (line.equals("end")) {
                break;
            }
            if (!decode(line, content)) {
                return null;
            }
        }
        return content.size() == 0 ? null : new Found(start, at, name, content.toByteArray());
    }

    /** Whether it is a line of such a file; blanks at its end may have got lost. */
    private static boolean decode(String line, ByteArrayOutputStream out) {
        int bytes = line.isEmpty() ? 0 : value(line, 0);
        int digits = (bytes + 2) / 3 * 4;
        // some programs put a check sum at the end
        if (line.length() > digits + 2 || line.chars().anyMatch(c -> c < ' ' || c > '`')) {
            return false;
        }
        for (int i = 0; i < bytes; i++) {
            int at = 1 + i / 3 * 4 + i % 3;
            int shift = i % 3 * 2 + 2;
            out.write(value(line, at) << shift | value(line, at + 1) >> (6 - shift));
        }
        return true;
    }

    private static int value(String line, int at) {
        return at < line.length() ? (line.charAt(at) - ' ') & 63 : 0;
    }
}
