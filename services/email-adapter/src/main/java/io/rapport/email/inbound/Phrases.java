package io.rapport.email.inbound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The alternatives of a regular expression, each tried only where its first letters stand.
 *
 * <p>{@link Pattern} tries all of them at each letter of a text, which for a hundred phrases costs more than everything else that is
 * done with a short mail.
 */
final class Phrases {
    private static final String META = ".[(|)^$\\?*+{";

    private final Map<Character, List<Phrase>> byFirstLetter = new HashMap<>();

    private record Phrase(String start, Pattern pattern) {
        boolean isAt(String text, int from) {
            return text.startsWith(start, from)
                    && pattern.matcher(text)
                            .region(from, text.length())
                            .useTransparentBounds(true)
                            .lookingAt();
        }
    }

    private Phrases(String alternatives, int flags) {
        for (var alternative : alternatives(alternatives)) {
            var start = firstLetters(alternative);
            if (start.isEmpty()) {
                throw new IllegalArgumentException("\"" + alternative + "\" begins with no letter of its own");
            }
            byFirstLetter
                    .computeIfAbsent(start.charAt(0), letter -> new ArrayList<>())
                    .add(new Phrase(start, Pattern.compile(alternative, flags)));
        }
    }

    /**
     * Of alternatives that all begin with letters, if behind a group of choices; a point means any letter but the end of a line.
     *
     * @param alternatives as {@link Pattern} takes them
     */
    static Phrases of(String alternatives) {
        return new Phrases(alternatives, 0);
    }

    /** As {@link #of}; a point means any letter. */
    static Phrases ofLines(String alternatives) {
        return new Phrases(alternatives, Pattern.DOTALL);
    }

    /** Whether one of them is somewhere in a text. */
    boolean areIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (areAt(text, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of them begins there. */
    boolean areAt(String text, int from) {
        if (from < text.length()) {
            for (var phrase : beginningWith(text.charAt(from))) {
                if (phrase.isAt(text, from)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Phrase> beginningWith(char letter) {
        return byFirstLetter.getOrDefault(letter, List.of());
    }

    /** Those of the whole, with the choices that one begins with made. */
    private static List<String> alternatives(String regex) {
        var all = new ArrayList<String>();
        for (int from = 0; from <= regex.length(); ) {
            int to = end(regex, from, '|');
            var alternative = regex.substring(from, to);
            if (alternative.startsWith("(")) {
                int close = end(alternative, 1, ')');
                var rest = alternative.substring(close + 1);
                boolean isOptional = rest.startsWith("?");
                for (var choice : alternatives(alternative.substring(1, close))) {
                    all.addAll(alternatives(choice + rest.substring(isOptional ? 1 : 0)));
                }
                if (isOptional) {
                    all.addAll(alternatives(rest.substring(1)));
                }
            } else {
                all.add(alternative);
            }
            from = to + 1;
        }
        return all;
    }

    /** Where that sign stands first, outside of groups and classes; the end of the expression if nowhere. */
    private static int end(String regex, int from, char sign) {
        int depth = 0;
        boolean isClass = false;
        for (int i = from; i < regex.length(); i++) {
            char letter = regex.charAt(i);
            if (letter == '\\') {
                i++;
            } else if (isClass) {
                isClass = letter != ']';
            } else if (depth == 0 && letter == sign) {
                return i;
            } else if (letter == '[') {
                isClass = true;
            } else if (letter == '(') {
                depth++;
            } else if (letter == ')') {
                depth--;
            }
        }
        return regex.length();
    }

    private static String firstLetters(String regex) {
        var letters = new StringBuilder();
        int at = regex.startsWith("\\b") ? 2 : 0;
        for (; at < regex.length(); at++) {
            if (isSign(regex, at)) {
                at++;
            } else if (META.indexOf(regex.charAt(at)) >= 0) {
                break;
            }
            letters.append(regex.charAt(at));
        }
        // the last one may be missing
        boolean isOptional = at < regex.length() && "?*{".indexOf(regex.charAt(at)) >= 0;
        return isOptional && !letters.isEmpty() ? letters.substring(0, letters.length() - 1) : letters.toString();
    }

    /** Whether a sign stands there for itself. */
    private static boolean isSign(String regex, int at) {
        return regex.charAt(at) == '\\' && at + 1 < regex.length() && !Character.isLetterOrDigit(regex.charAt(at + 1));
    }
}
