package io.rapport.customer.profile.model;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a customer is called.
 *
 * @param at when the customer used it; the newest counts
 */
public record Name(String text, Instant at) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LONGEST = 200;

    /** The name as the customer writes it; none when it is no name, such as the address again. */
    public static @Nullable Name given(@Nullable String text, Instant at) {
        if (text == null || text.indexOf('@') >= 0) {
            return null;
        }
        var words = BLANKS.matcher(text.strip()).replaceAll(" ");
        return words.isEmpty() || words.length() > LONGEST ? null : new Name(words, at);
    }

    /** A name that we use; whatever the customer uses is better. */
    public static @Nullable Name used(@Nullable String text) {
        return given(text, Instant.EPOCH);
    }

    static @Nullable Name better(@Nullable Name one, @Nullable Name other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if (one.at.equals(other.at)) {
            // two at the same moment: any rule will do that does not depend on the order of arrival
            return one.text.compareTo(other.text) >= 0 ? one : other;
        }
        return one.at.isAfter(other.at) ? one : other;
    }
}
