package io.rapport.sandbox.sms;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The alphabet of text messages, one septet in each byte.
 *
 * @see <a href="https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/">3GPP TS 23.038 section 6.2.1</a>
 */
public final class Gsm7 {
    private static final int ESCAPE = 0x1b;
    private static final char NOTHING = '\0';

    /** Sixteen characters a row, as the specification's table has them a column. */
    private static final String TABLE = ("@£$¥èéùìòÇ\nØø\rÅå" + "Δ_ΦΓΛΩΠΨΣΘΞ\0ÆæßÉ" + " !\"#¤%&'()*+,-./"
            + "0123456789:;<=>?" + "¡ABCDEFGHIJKLMNO" + "PQRSTUVWXYZÄÖÑÜ§" + "¿abcdefghijklmno" + "pqrstuvwxyzäöñüà");

    /** What stands behind an escape. */
    private static final Map<Integer, Character> EXTENSION = Map.of(
            0x0a, '\f', 0x14, '^', 0x28, '{', 0x29, '}', 0x2f, '\\', 0x3c, '[', 0x3d, '~', 0x3e, ']', 0x40, '|', 0x65,
            '€');

    private static final Map<Character, byte[]> SEPTETS = septets();

    private Gsm7() {}

    private static Map<Character, byte[]> septets() {
        var septets = new HashMap<Character, byte[]>();
        for (int i = 0; i < TABLE.length(); i++) {
            if (TABLE.charAt(i) != NOTHING) {
                septets.put(TABLE.charAt(i), new byte[] {(byte) i});
            }
        }
        EXTENSION.forEach((septet, character) -> septets.put(character, new byte[] {ESCAPE, septet.byteValue()}));
        return septets;
    }

    /** How many septets a character takes; 0 when the alphabet has none for it. */
    static int width(char character) {
        var septets = SEPTETS.get(character);
        return septets == null ? 0 : septets.length;
    }

    /** Whether the alphabet has every character. */
    public static boolean has(String text) {
        return text.chars().allMatch(character -> width((char) character) > 0);
    }

    /** With a question mark for what the alphabet does not have. */
    public static byte[] write(String text) {
        var written = new ByteArrayOutputStream();
        text.chars().forEach(character -> written.writeBytes(SEPTETS.getOrDefault((char) character, SEPTETS.get('?'))));
        return written.toByteArray();
    }

    /** An escape before something unknown is a blank, as the specification has it. */
    public static String read(byte[] septets) {
        var text = new StringBuilder();
        for (int i = 0; i < septets.length; i++) {
            int septet = septets[i] & 0x7f;
            if (septet == ESCAPE && i + 1 < septets.length) {
                text.append(EXTENSION.getOrDefault(septets[++i] & 0x7f, ' '));
            } else {
                text.append(septet == ESCAPE ? ' ' : TABLE.charAt(septet));
            }
        }
        return text.toString();
    }
}
