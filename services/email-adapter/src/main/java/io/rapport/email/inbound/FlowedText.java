package io.rapport.email.inbound;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text whose lines were wrapped for the way (format=flowed, RFC 3676), as it was written: a paragraph is a line again. */
final class FlowedText {
    private static final Pattern FLOWED = Pattern.compile("[;\\s]format\\s*=\\s*\"?flowed\\b");
    private static final Pattern DELETES_SPACES = Pattern.compile("[;\\s]delsp\\s*=\\s*\"?yes\\b");
    private static final String DELIMITER = "-- ";

    private FlowedText() {}

    /** The text itself unless its Content-Type says that it is flowed. */
    static String unwrapped(String text, @Nullable String contentType) {
        var type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        return type.contains("flowed") && FLOWED.matcher(type).find()
                ? unwrapped(text, DELETES_SPACES.matcher(type).find())
                : text;
    }

    private static String unwrapped(String text, boolean deletesSpaces) {
        var out = new StringBuilder(text.length());
        int goesOn = -1; // how deep the line is quoted that goes on in the next one
        for (var line : (Iterable<String>) text.lines()::iterator) {
            int depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            // a space before what would be taken for a quote or a sender is not the writer's
            var words = line.substring(line.startsWith(" ", depth) ? depth + 1 : depth);
            if (goesOn != depth || words.isEmpty() || words.equals(DELIMITER)) {
                out.append(out.isEmpty() ? "" : "\n").append(">".repeat(depth)).append(depth > 0 ? " " : "");
            }
            boolean soft = words.endsWith(" ") && !words.equals(DELIMITER);
            out.append(words, 0, soft && deletesSpaces ? words.length() - 1 : words.length());
            goesOn = soft ? depth : -1;
        }
        return out.toString();
    }
}
