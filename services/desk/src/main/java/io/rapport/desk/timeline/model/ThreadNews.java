package io.rapport.desk.timeline.model;

import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told about a thread: by messages the last one, and the one an answer would answer; by its conversation only that it is.
 */
public record ThreadNews(
        TenantId tenant,
        ThreadRef thread,
        @Nullable Last last,
        @Nullable Answerable answerable) {
    private static final int PREVIEW_LENGTH = 160;

    /** The last message either way. */
    public record Last(
            Instant at, Direction direction, @Nullable String subject, String preview) {}

    /**
     * The last message from the customer.
     *
     * @param providerMessageId what the answer refers to
     * @param chain the provider ids before it, oldest first
     */
    public record Answerable(Instant at, @Nullable String name, String providerMessageId, List<String> chain) {}

    /** Both pieces of news in one; which came first does not matter. */
    public ThreadNews and(ThreadNews other) {
        return new ThreadNews(tenant, thread, later(last, other.last), later(answerable, other.answerable));
    }

    private static @Nullable Last later(@Nullable Last one, @Nullable Last other) {
        return one == null || (other != null && other.at.isAfter(one.at)) ? other : one;
    }

    private static @Nullable Answerable later(@Nullable Answerable one, @Nullable Answerable other) {
        return one == null || (other != null && other.at.isAfter(one.at)) ? other : one;
    }

    /** The first line or so of a text. */
    public static String preview(String text) {
        var start = text.length() > 4 * PREVIEW_LENGTH ? text.substring(0, 4 * PREVIEW_LENGTH) : text;
        var words = new StringBuilder(start.length());
        boolean between = false;
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            if (Character.isWhitespace(c)) {
                between = !words.isEmpty();
            } else {
                if (between) {
                    words.append(' ');
                    between = false;
                }
                words.append(c);
            }
        }
        var line = words.toString();
        return line.codePointCount(0, line.length()) <= PREVIEW_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, PREVIEW_LENGTH - 1)) + "…";
    }
}
