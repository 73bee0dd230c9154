package io.rapport.email.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a mail's text what its sender wrote newly: without the mails it quotes and without the signature.
 *
 * <p>In doubt a line stays, and a text of which nothing would stay is left whole.
 */
final class NewestText {
    private static final Pattern BARE_RULE = Pattern.compile("^[\\s*]*[-_=~*#·—]{3,}[\\s*]*$");
    private static final Pattern LINK = Pattern.compile("\\s*[(<]https?://\\S+[)>]\\s*>?\\s*");
    private static final Pattern END_OF_LINK = Pattern.compile("[^\\s(]+\\)\\s*");
    private static final int LONGEST_WRAPPED = 3;
    private static final int WRAPPED_QUOTE = 60;

    /** What is longer is words, not a line that a program has written. */
    private static final int LONGEST_LINE = 300;

    /** No program breaks lines that are shorter. */
    private static final int NARROWEST = 50;

    private final List<String> lines;
    private final boolean[] old;

    private NewestText(List<String> lines) {
        this.lines = lines;
        this.old = new boolean[lines.size()];
    }

    static String of(String text) {
        var newest = new NewestText(text.lines().toList()).newest();
        return newest.isBlank() ? text : newest;
    }

    private String newest() {
        markQuotes();
        markWrappedQuotes();
        markAttributions();
        int end = cut();
        return words(end);
    }

    private void markQuotes() {
        for (int i = 0; i < old.length; i++) {
            old[i] = isQuoted(lines.get(i)) && !closesBracket(i);
        }
    }

    private static boolean isQuoted(String line) {
        int i = 0;
        while (i < 3 && i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i < line.length() && line.charAt(i) == '>';
    }

    /** An attribution that was broken before the bracket that closes its address. */
    private boolean closesBracket(int i) {
        var line = lines.get(i);
        if (i == 0 || line.length() > 40 || !QuoteHeads.mayEndAttribution(line)) {
            return false;
        }
        var before = lines.get(i - 1);
        return before.lastIndexOf('<') > before.lastIndexOf('>') && before.indexOf('@') >= 0;
    }

    /** A long quoted line that some server broke goes on without its mark. */
    private void markWrappedQuotes() {
        boolean above = false;
        for (int i = 0; i < old.length; i++) {
            if (old[i] || lines.get(i).isBlank()) {
                continue;
            }
            boolean between = i > 0 && i + 1 < old.length && old[i - 1] && old[i + 1];
            if (between && above && goesOn(lines.get(i), lines.get(i - 1))) {
                old[i] = true;
            } else {
                above = true;
            }
        }
    }

    private static boolean goesOn(String line, String before) {
        return isPartOfLink(line, before)
                || (before.length() >= WRAPPED_QUOTE && Character.isLowerCase(line.charAt(0)));
    }

    /** Links in brackets are what some program made of a page, and long ones get broken. */
    private static boolean isPartOfLink(String line, String before) {
        return LINK.matcher(shortened(line)).matches()
                || (END_OF_LINK.matcher(shortened(line)).matches()
                        && before.contains("(http")
                        && before.lastIndexOf('(') > before.lastIndexOf(')'));
    }

    private void markAttributions() {
        for (int i = 0; i < old.length; i++) {
            if (old[i] || lines.get(i).isBlank() || lines.get(i).length() > LONGEST_LINE) {
                continue;
            }
            int next = nextWords(i + 1);
            boolean quoteFollows = next < old.length && old[next];
            if (!quoteFollows && !QuoteHeads.mayEndAttribution(lines.get(i))) {
                continue;
            }
            int first = attributionStart(i, quoteFollows);
            if (first < 0) {
                continue;
            }
            // what follows without a mark is the quoted mail all the same
            int last = quoteFollows ? i : old.length - 1;
            for (int j = first; j <= last; j++) {
                old[j] = true;
            }
        }
    }

    /** The first line of the attribution that ends here; negative when none does. */
    private int attributionStart(int end, boolean quoteFollows) {
        int likely = -1;
        boolean dateOnly = false;
        var words = "";
        boolean standsApart =
                quoteFollows || end + 1 == old.length || lines.get(end + 1).isBlank();
        for (int start = end; start >= 0 && start > end - 1 - LONGEST_WRAPPED - 1; start--) {
            var line = lines.get(start);
            if (line.isBlank() || old[start] || line.length() > LONGEST_LINE) {
                break;
            }
            words = words.isEmpty() ? line : line + ' ' + words;
            switch (QuoteHeads.attribution(words, quoteFollows, standsApart)) {
                case SURE -> {
                    likely = start;
                    if (start == 0 || !endsInMidDate(lines.get(start - 1))) {
                        return unbroken(start);
                    }
                }
                case BEFORE_QUOTE -> {
                    likely = likely < 0 || dateOnly ? start : likely;
                    dateOnly = false;
                }
                case DATE_BEFORE_QUOTE -> {
                    dateOnly |= likely < 0;
                    likely = likely < 0 ? start : likely;
                }
                case NO -> {}
            }
        }
        return likely < 0 ? likely : unbroken(likely);
    }

    /** The first line of a paragraph that was broken at its width, or this one where it may well be the first. */
    private int unbroken(int start) {
        var line = lines.get(start);
        if (Character.isUpperCase(line.charAt(0)) && QuoteHeads.opensAttribution(line)) {
            return start;
        }
        int first = start;
        while (first > 0 && start - first < LONGEST_WRAPPED && isBrokenBelow(first - 1)) {
            first--;
        }
        return first == 0 || old[first - 1] || lines.get(first - 1).isBlank() ? first : start;
    }

    private boolean isBrokenBelow(int i) {
        var line = lines.get(i);
        if (old[i]
                || line.isBlank()
                || line.length() > LONGEST_LINE
                || ".!?:;。！？：".indexOf(line.charAt(line.length() - 1)) >= 0) {
            return false;
        }
        var below = lines.get(i + 1);
        int blank = below.indexOf(' ');
        return line.length() + (blank < 0 ? below.length() : blank) >= NARROWEST;
    }

    private static boolean endsInMidDate(String line) {
        return line.endsWith(",") && line.chars().anyMatch(Character::isDigit);
    }

    /** Where a quoted mail begins that goes on to the end. */
    private int cut() {
        for (int i = 0; i < old.length; i++) {
            var line = lines.get(i);
            if (old[i] || line.isBlank() || line.length() > LONGEST_LINE) {
                continue;
            }
            if (QuoteHeads.announcesMail(line)) {
                return i;
            }
            if (QuoteHeads.isDashedTitle(line) || QuoteHeads.mayIntroduceForward(line)) {
                int next = nextWords(i + 1);
                if (next < old.length && old[next]) {
                    old[i] = true;
                } else if (next < old.length && QuoteHeads.headerLength(lines, next, true) > 0) {
                    return i;
                }
            } else if (QuoteHeads.headerLength(lines, i, isRuleAbove(i)) > 0) {
                int above = lastWords(i - 1);
                return above >= 0 && QuoteHeads.isBeginningOfMail(lines.get(above)) ? above : i;
            }
        }
        return old.length;
    }

    private boolean isRuleAbove(int i) {
        int above = lastWords(i - 1);
        return above >= 0 && BARE_RULE.matcher(shortened(lines.get(above))).matches();
    }

    private int lastWords(int from) {
        int i = from;
        while (i >= 0 && lines.get(i).isBlank()) {
            i--;
        }
        return i;
    }

    private int nextWords(int from) {
        int i = from;
        while (i < old.length && lines.get(i).isBlank()) {
            i++;
        }
        return i;
    }

    /** The passages between quotes, each without its signature. */
    private String words(int cut) {
        var out = new StringBuilder();
        var passage = new ArrayList<String>();
        for (int i = 0; i <= cut; i++) {
            if (i < cut && !old[i]) {
                passage.add(lines.get(i));
            } else if (!passage.isEmpty()) {
                append(out, passage);
                passage.clear();
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, List<String> passage) {
        int end = Signatures.withoutBlank(passage, passage.size());
        while (end > 0 && BARE_RULE.matcher(shortened(passage.get(end - 1))).matches()) {
            end = Signatures.withoutBlank(passage, end - 1);
        }
        end = Signatures.end(passage.subList(0, end));
        var text = String.join("\n", passage.subList(0, end)).strip();
        if (!text.isEmpty()) {
            out.append(out.isEmpty() ? "" : "\n\n").append(text);
        }
    }

    private static String shortened(String line) {
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
    }
}
