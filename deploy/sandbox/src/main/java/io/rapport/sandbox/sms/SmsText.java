package io.rapport.sandbox.sms;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as it travels: whole when it fits into one message, else in parts.
 *
 * @param unicode whether it is written in UCS-2, which it is when the shorter alphabet has not all of it
 */
public record SmsText(boolean unicode, List<String> parts) {

    public static SmsText of(String text) {
        boolean unicode = !Gsm7.has(text);
        int one = unicode ? 70 : 160;
        int each = unicode ? 67 : 153;
        return new SmsText(unicode, width(text, unicode) <= one ? List.of(text) : cut(text, each, unicode));
    }

    private static int width(String text, boolean unicode) {
        return text.codePoints().map(it -> width(it, unicode)).sum();
    }

    private static int width(int codePoint, boolean unicode) {
        return unicode ? Character.charCount(codePoint) : Gsm7.width((char) codePoint);
    }

    /** Never inside a character. */
    private static List<String> cut(String text, int each, boolean unicode) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        int room = each;
        for (var codePoint : text.codePoints().toArray()) {
            int width = width(codePoint, unicode);
            if (width > room) {
                parts.add(part.toString());
                part.setLength(0);
                room = each;
            }
            part.appendCodePoint(codePoint);
            room -= width;
        }
        parts.add(part.toString());
        return parts;
    }
}
