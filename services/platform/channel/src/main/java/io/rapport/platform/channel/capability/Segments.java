package io.rapport.platform.channel.capability;

import java.util.ArrayList;
import java.util.List;

/**
 * How a text travels: in the GSM 7-bit alphabet when it can, else in UCS-2; in one segment when it fits, else in several
 * shorter ones, each with a header that joins them.
 *
 * @param parts the text of every segment, in order
 * @param left characters of this alphabet that the last segment has room for
 * @see <a href="https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/">3GPP TS 23.038 section 6.2.1</a>
 */
public record Segments(Alphabet alphabet, List<String> parts, int left) {
    public Segments {
        parts = List.copyOf(parts);
    }

    /** What a text is written in. */
    public enum Alphabet {
        GSM_7(160, 153),
        UCS_2(70, 67);

        private final int single;
        private final int joined;

        Alphabet(int single, int joined) {
            this.single = single;
            this.joined = joined;
        }
    }

    /** How many segments; an empty text is one. */
    public int count() {
        return parts.size();
    }

    public static Segments of(String text) {
        return of(text, Gsm7.canWrite(text) ? Alphabet.GSM_7 : Alphabet.UCS_2);
    }

    /** In an alphabet that the text can be written in. */
    public static Segments of(String text, Alphabet alphabet) {
        int total = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            total += width(text.codePointAt(at), alphabet);
        }
        if (total <= alphabet.single) {
            return new Segments(alphabet, List.of(text), alphabet.single - total);
        }
        var parts = new ArrayList<String>();
        int start = 0;
        int used = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int width = width(codePoint, alphabet);
            // what takes two places never stands in two segments
            if (used + width > alphabet.joined) {
                parts.add(text.substring(start, at));
                start = at;
                used = 0;
            }
            used += width;
            at += Character.charCount(codePoint);
        }
        parts.add(text.substring(start));
        return new Segments(alphabet, parts, alphabet.joined - used);
    }

    private static int width(int codePoint, Alphabet alphabet) {
        return switch (alphabet) {
            case GSM_7 -> Gsm7.isExtended(codePoint) ? 2 : 1;
            case UCS_2 -> Character.charCount(codePoint);
        };
    }
}
