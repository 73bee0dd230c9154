package io.rapport.email.inbound;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line that a sender says (RFC 5321, 4.1).
 *
 * @param verb in upper case
 * @param argument what follows it, without blanks around
 */
record SmtpCommand(String verb, String argument) {
    private static final Pattern PATH = Pattern.compile(
            "(?<direction>FROM|TO):\\s*+(?:<(?:@[^:>]*+:)?(?<path>[^\">]*+(?:\"(?:[^\"\\\\]|\\\\.)*+\"[^\">]*+)*+)>"
                    + "|(?<bare>[^<>\\s]++))(?<parameters>\\s.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE =
            Pattern.compile("(?:^|\\s)SIZE=(?<octets>[0-9]{1,18})(?=\\s|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHUNK =
            Pattern.compile("(?<octets>[0-9]{1,18})(?<last>\\s+LAST)?", Pattern.CASE_INSENSITIVE);

    static SmtpCommand parse(String line) {
        var said = line.strip();
        int blank = said.indexOf(' ');
        var verb = blank < 0 ? said : said.substring(0, blank);
        return new SmtpCommand(
                verb.toUpperCase(Locale.ROOT),
                blank < 0 ? "" : said.substring(blank).strip());
    }

    /**
     * What MAIL and RCPT name.
     *
     * @param address empty for the null return path
     * @param size what the sender says the mail has, in octets (RFC 1870); 0 when it does not say
     */
    record Path(String address, long size) {}

    /** Null when the argument is none of that direction, which is FROM or TO. */
    @Nullable
    Path path(String direction) {
        var path = PATH.matcher(argument);
        if (!path.matches() || !direction.equalsIgnoreCase(path.group("direction"))) {
            return null;
        }
        var address = path.group("bare") == null ? path.group("path") : path.group("bare");
        var parameters = path.group("parameters");
        var size = SIZE.matcher(parameters == null ? "" : parameters);
        return new Path(address.strip(), size.find() ? Long.parseLong(size.group("octets")) : 0);
    }

    /**
     * What BDAT announces (RFC 3030).
     *
     * @param size in octets
     */
    record Chunk(long size, boolean isLast) {}

    /** Null when the argument is none. */
    @Nullable
    Chunk chunk() {
        var chunk = CHUNK.matcher(argument);
        return chunk.matches() ? new Chunk(Long.parseLong(chunk.group("octets")), chunk.group("last") != null) : null;
    }
}
