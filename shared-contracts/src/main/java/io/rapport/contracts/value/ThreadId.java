package io.rapport.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The id of a {@link ThreadRef}. */
public record ThreadId(@JsonValue UUID value) {
    @JsonCreator
    public static ThreadId of(String value) {
        return new ThreadId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
