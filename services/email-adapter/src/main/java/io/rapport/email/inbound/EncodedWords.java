package io.rapport.email.inbound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the words of a header (RFC 2047), forgivingly: characters cut in half between two words, sets nobody knows,
 * broken padding.
 */
final class EncodedWords {
    private static final Pattern WORD =
            Pattern.compile("=\\?([^?\\s]{1,40})\\?([bBqQ])\\?((?:[^?=]|=(?!\\?[^=])|\\?(?!=))*+)(?:\\?=|$)");

    private EncodedWords() {}

    static String decode(String text) {
        if (!text.contains("=?")) {
            return text;
        }
        var out = new StringBuilder();
        var bytes = new ByteArrayOutputStream();
        var charset = "";
        int done = 0;
        var match = WORD.matcher(text);
        while (match.find()) {
            var between = text.substring(done, match.start());
            var named = charset(match.group(1));
            // blanks between two words do not count, and a character may go on in the next
            if (bytes.size() == 0 || !between.isBlank() || !named.equalsIgnoreCase(charset)) {
                out.append(Charsets.decode(bytes.toByteArray(), charset));
                out.append(bytes.size() > 0 && between.isBlank() ? "" : between);
                bytes.reset();
            }
            charset = named;
            bytes.writeBytes(match.group(2).equalsIgnoreCase("b") ? base64(match.group(3)) : quoted(match.group(3)));
            done = match.end();
        }
        return out.append(Charsets.decode(bytes.toByteArray(), charset))
                .append(text.substring(done))
                .toString();
    }

    /** RFC 2231 lets a language follow the set. */
    private static String charset(String named) {
        int star = named.indexOf('*');
        return star < 0 ? named : named.substring(0, star);
    }

    private static byte[] base64(String word) {
        var digits = word.replaceAll("[^A-Za-z0-9+/]", "");
        // a single digit at the end is less than a byte
        return Base64.getDecoder().decode(digits.length() % 4 == 1 ? digits.substring(0, digits.length() - 1) : digits);
    }

    private static byte[] quoted(String word) {
        return percent(word.replace('_', ' '), '=');
    }

    /** Bytes written as a sign and two hexadecimal digits. */
    static byte[] percent(String text, char sign) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            int high = text.charAt(i) == sign && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(text.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** Character sets by the names that mail gives them. */
    static final class Charsets {
        private static final Pattern NAME_END = Pattern.compile("[\\s,;'\"]");
        private static final Pattern WINDOWS = Pattern.compile("(?i)^(windows|cp)[-_ ]?(125\\d)$");

        private static final Pattern META = Pattern.compile("(?i)<meta[^>]*?charset\\s*=[\\s\"']*([\\w.:-]+)");

        /** In which part of a page the set is said. */
        private static final int HEAD = 4096;

        private Charsets() {}

        /** What is declared as ASCII, not at all or by an unknown name is mostly UTF-8, else an old 8-bit set. */
        static String decode(byte[] bytes, @Nullable String declared) {
            var charset = charset(declared);
            return charset == null ? MailHeaders.decode(bytes, 0, bytes.length) : new String(bytes, charset);
        }

        /** HTML says its set itself where the mail does not. */
        static String decodeHtml(byte[] bytes, @Nullable String declared) {
            var charset = charset(declared);
            if (charset != null) {
                return new String(bytes, charset);
            }
            var utf8 = MailHeaders.utf8(bytes, 0, bytes.length);
            if (utf8 != null) {
                return utf8;
            }
            var said = META.matcher(new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1));
            return decode(bytes, said.find() ? said.group(1) : declared);
        }

        static @Nullable Charset charset(@Nullable String declared) {
            if (declared == null || declared.isBlank()) {
                return null;
            }
            try {
                var charset = Charset.forName(alias(declared.strip()));
                if (charset.equals(StandardCharsets.US_ASCII) || charset.equals(StandardCharsets.UTF_8)) {
                    return null;
                }
                return charset.equals(StandardCharsets.ISO_8859_1) ? MailHeaders.WESTERN : charset;
            } catch (IllegalArgumentException unknown) {
                return null;
            }
        }

        /** Names that are only spoken in mail; what follows a blank or comma is never part of a name. */
        private static String alias(String declared) {
            var name = NAME_END.split(declared, 2)[0];
            return switch (name.toLowerCase(java.util.Locale.ROOT)) {
                case "ks_c_5601-1987", "ks_c_5601", "ksc5601" -> "x-windows-949";
                case "gb2312", "gb_2312-80", "x-gbk", "cp936" -> "GB18030";
                case "cp-850" -> "IBM850";
                case "iso-2022-jp" -> "x-windows-iso2022jp";
                case "shift_jis", "x-sjis" -> "windows-31j";
                case "big5" -> "x-windows-950";
                case "unicode-1-1-utf-7", "utf-7" -> "US-ASCII";
                case "iso-8859-8-i", "iso-8859-8-e" -> "ISO-8859-8";
                case "macintosh", "x-macintosh", "mac" -> "x-MacRoman";
                case "utf8mb4", "utf" -> "UTF-8";
                default -> WINDOWS.matcher(name).replaceAll("windows-$2");
            };
        }
    }
}
