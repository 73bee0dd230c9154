package io.rapport.platform.channel.capability;

import io.rapport.contracts.value.ChannelCapabilities.Measure;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text that is too long for one message where a reader would pause: paragraph, line, sentence, word. */
final class TextSplitter {
    private TextSplitter() {}

    static List<String> split(String text, int max, Measure measure) {
        if (measure.of(text) <= max) {
            return List.of(text);
        }
        var parts = new ArrayList<String>();
        var rest = text;
        while (measure.of(rest) > max) {
            var longest = longestStart(rest, max, measure);
            int cut = cut(rest, longest);
            add(parts, rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        add(parts, rest);
        return parts;
    }

    private static void add(List<String> parts, String part) {
        if (!part.isBlank()) {
            parts.add(part.stripTrailing());
        }
    }

    /** How many characters fit, without tearing one apart that needs two. */
    private static int longestStart(String text, int max, Measure measure) {
        if (measure == Measure.CHARACTERS) {
            return Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        }
        int end = 0;
        for (int bytes = 0; end < text.length(); ) {
            int next = text.offsetByCodePoints(end, 1);
            bytes += measure.of(text.substring(end, next));
            if (bytes > max) {
                break;
            }
            end = next;
        }
        return end;
    }

    /** The best place up to {@code longest}; a pause in the first half would leave too little of a message. */
    private static int cut(String text, int longest) {
        for (var pause : List.of("\n\n", "\n")) {
            int at = text.lastIndexOf(pause, longest);
            if (at > longest / 2) {
                return at;
            }
        }
        for (var breaks :
                List.of(BreakIterator.getSentenceInstance(Locale.ROOT), BreakIterator.getWordInstance(Locale.ROOT))) {
            breaks.setText(text.substring(0, Math.min(text.length(), longest + 1)));
            int at = breaks.preceding(Math.min(text.length(), longest + 1));
            if (at > longest / 2) {
                return at;
            }
        }
        return longest;
    }
}
