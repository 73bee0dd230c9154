package io.rapport.email.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Decodes base64 as it comes in mail (RFC 2045, 6.8): with what does not belong, without its end, or in pieces that each have one. */
final class Base64Body extends InputStream {
    private static final byte[] DIGITS = digits();

    private final InputStream text;
    private byte[] read = new byte[8192];
    private int at;
    private int limit;
    private int bits;
    private int held;
    private boolean lastRead;

    Base64Body(InputStream text) {
        this.text = text;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] out, int from, int most) throws IOException {
        int done = 0;
        while (done < most && (at < limit || fill())) {
            byte sign = read[at++];
            int digit = sign < 0 ? -1 : DIGITS[sign];
            if (digit >= 0) {
                held = held << 6 | digit;
                bits += 6;
                if (bits >= 8) {
                    bits -= 8;
                    out[from + done++] = (byte) (held >> bits);
                }
            } else if (sign == '=') {
                bits = 0;
                takeRest();
            }
        }
        return done == 0 && most > 0 ? -1 : done;
    }

    private boolean fill() throws IOException {
        if (lastRead) {
            return false;
        }
        at = 0;
        limit = Math.max(0, text.read(read));
        return limit > 0;
    }

    /** Behind the end may be more of the same, or what a list puts below. */
    private void takeRest() throws IOException {
        if (lastRead) {
            return;
        }
        var below = text.readAllBytes();
        var rest = Arrays.copyOfRange(read, at, limit + below.length);
        System.arraycopy(below, 0, rest, limit - at, below.length);
        lastRead = true;
        read = rest;
        at = 0;
        limit = isBase64(rest) ? rest.length : 0;
    }

    private static boolean isBase64(byte[] text) {
        for (byte sign : text) {
            boolean digit = sign >= 0 && DIGITS[sign] >= 0;
            if (!digit && sign != '=' && sign != '\r' && sign != '\n') {
                return false;
            }
        }
        return true;
    }

    private static byte[] digits() {
        var digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            digits[alphabet.charAt(i)] = (byte) i;
        }
        return digits;
    }
}
