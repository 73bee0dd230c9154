package io.rapport.email.inbound;

import io.rapport.contracts.value.Party;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds who wrote a mail in its From field (RFC 5322), which many programs fill by gluing strings together. */
final class Senders {
    private static final int LONGEST = 4096;

    /** Quoted words and comments; what is in them is no address, except a quoted local part. */
    private static final Pattern SAID =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"(?!\\s*@)|\\((?:[^()\\\\]|\\\\.)*+\\)");

    private static final String WORD = "[^\\s<>(),;:\"@\\[\\]]++";
    private static final Pattern ADDRESS = Pattern.compile("(?<![^\\s<>(),;:\"\\[])(?:\"(?:[^\"\\\\]|\\\\.)*+\"|" + WORD
            + ")\\s*+@\\s*+(?:" + WORD + "(?:\\s++\\.\\s*+" + WORD + ")?|\\[[\\w.:]++\\])");

    private static final Pattern COMMENT = Pattern.compile("\\(((?:[^()\\\\]|\\\\.)*+)\\)");

    private static final Pattern QUOTING = Pattern.compile("\\\\(.)|\"");
    private static final Pattern AROUND = Pattern.compile("^'|['.]$");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Senders() {}

    /** The first one; null when there is no address at all. */
    static @Nullable Party first(String field) {
        var value = field.substring(0, Math.min(field.length(), LONGEST));
        var party = read(value, masked(value));
        if (party == null) {
            party = read(value, value);
        }
        if (party == null) {
            var decoded = EncodedWords.decode(value);
            party = read(decoded, decoded);
        }
        return party;
    }

    private static String masked(String value) {
        if (value.indexOf('"') < 0 && value.indexOf('(') < 0) {
            return value;
        }
        return SAID.matcher(value)
                .replaceAll(said -> (said.group().startsWith("(") ? " " : "_")
                        .repeat(said.group().length()));
    }

    private static @Nullable Party read(String value, String masked) {
        var address = ADDRESS.matcher(masked);
        if (!address.find()) {
            return null;
        }
        int open = masked.indexOf('<');
        boolean named = open >= 0 && open < address.start();
        var after = masked.substring(address.end()).strip();
        if (!named && after.startsWith("<") && address.find()) {
            // the address is the name, too
            named = true;
        } else if (!named) {
            address.find(0);
        }
        // a group's name stands before a colon, its end is a semicolon
        int group = masked.endsWith(";") ? masked.indexOf(':') + 1 : 0;
        var name = named
                ? unquoted(value.substring(Math.min(group, open), open))
                : comment(value.substring(address.end()));
        return new Party(bare(address.group()), name);
    }

    private static String bare(String address) {
        var plain = address.startsWith("\"") ? address : BLANKS.matcher(address).replaceAll("");
        return AROUND.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static @Nullable String unquoted(String name) {
        var words = name.indexOf('"') < 0 ? COMMENT.matcher(name).replaceAll(" ") : name;
        if (words.isBlank()) {
            return comment(name);
        }
        return clean(QUOTING.matcher(words).replaceAll("$1"));
    }

    private static @Nullable String comment(String text) {
        var comment = COMMENT.matcher(text);
        return comment.find() ? clean(comment.group(1)) : null;
    }

    private static @Nullable String clean(String name) {
        var clean = BLANKS.matcher(EncodedWords.decode(name.strip()))
                .replaceAll(" ")
                .strip();
        return clean.isEmpty() ? null : clean;
    }
}
