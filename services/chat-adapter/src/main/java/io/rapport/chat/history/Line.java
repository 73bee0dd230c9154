package io.rapport.chat.history;

import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a chat.
 *
 * @param answer what only a message to the visitor has
 * @param id what the visitor's browser calls a message of its own
 */
public record Line(@Nullable Answer answer, @Nullable String id, String text, Instant at, List<Attachment> files) {
    public Line {
        if (answer == null && id == null) {
            throw new IllegalArgumentException("A visitor's message has an id");
        }
        files = files == null ? List.of() : List.copyOf(files);
    }

    /** Whose message it is, and which. */
    public record Answer(CommandId commandId, CustomerId customerId, String author) {}

    /** Whether it is the same message, told again. */
    boolean isSame(Line other) {
        return answer == null
                ? other.answer == null && id != null && id.equals(other.id)
                : other.answer != null && answer.commandId().equals(other.answer.commandId());
    }
}
