package io.rapport.desk.inbox;

import io.rapport.desk.problem.Refusal;
import io.rapport.desk.timeline.application.Summary;
import io.rapport.desk.timeline.application.TimelineQueries.Position;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Where a page ended, in a form that says nothing to the browser and survives new conversations above it. */
final class Cursor {
    private Cursor() {}

    static String after(Summary last) {
        var position = last.lastMessageAt() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    static Position parse(String cursor) {
        try {
            var position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int gap = position.indexOf(' ');
            return new Position(
                    Instant.parse(position.substring(0, gap)), UUID.fromString(position.substring(gap + 1)));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw Refusal.unprocessable("The cursor is not one of this list. Start again from the first page.");
        }
    }
}
