package io.rapport.platform.channel.capability;

import java.io.ByteArrayOutputStream;

/**
 * The GSM 7-bit default alphabet and its extension table, one septet in a byte.
 *
 * @see <a href="https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/">3GPP TS 23.038 section 6.2.1</a>
 */
public final class Gsm7 {
    private static final char ESCAPE = 0x1b;
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    /** What follows an escape; a blank where the table is empty. */
    private static final String EXTENDED = extended();

    private Gsm7() {}

    private static String extended() {
        var table = new StringBuilder(" ".repeat(128));
        table.setCharAt(0x0a, '\f');
        table.setCharAt(0x14, '^');
        table.setCharAt(0x28, '{');
        table.setCharAt(0x29, '}');
        table.setCharAt(0x2f, '\\');
        table.setCharAt(0x3c, '[');
        table.setCharAt(0x3d, '~');
        table.setCharAt(0x3e, ']');
        table.setCharAt(0x40, '|');
        table.setCharAt(0x65, '€');
        return table.toString();
    }

    /** Whether every character has a place in one of the two tables. */
    public static boolean canWrite(String text) {
        return text.codePoints().allMatch(it -> isBasic(it) || isExtended(it));
    }

    /** Whether the character takes two septets. */
    static boolean isExtended(int codePoint) {
        return codePoint != ' ' && EXTENDED.indexOf(codePoint) >= 0;
    }

    private static boolean isBasic(int codePoint) {
        return codePoint != ESCAPE && BASIC.indexOf(codePoint) >= 0;
    }

    /** One septet in a byte; a text that {@link #canWrite} refuses loses what has no place. */
    public static byte[] write(String text) {
        var septets = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(codePoint -> {
            if (isBasic(codePoint)) {
                septets.write(BASIC.indexOf(codePoint));
            } else if (isExtended(codePoint)) {
                septets.write(ESCAPE);
                septets.write(EXTENDED.indexOf(codePoint));
            } else {
                septets.write('?');
            }
        });
        return septets.toByteArray();
    }

    /** What the septets say; an unknown extension is read as its basic character, as phones do. */
    public static String read(byte[] septets) {
        var text = new StringBuilder(septets.length);
        for (int i = 0; i < septets.length; i++) {
            int septet = septets[i] & 0x7f;
            if (septet == ESCAPE && i + 1 < septets.length) {
                int second = septets[++i] & 0x7f;
                char extended = EXTENDED.charAt(second);
                text.append(extended == ' ' ? BASIC.charAt(second) : extended);
            } else if (septet != ESCAPE) {
                text.append(BASIC.charAt(septet));
            }
        }
        return text.toString();
    }
}
