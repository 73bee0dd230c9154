package io.rapport.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A conversation as service sees it; routing alone decides which thread belongs to which. */
public record ConversationId(@JsonValue UUID value) {
    @JsonCreator
    public static ConversationId of(String value) {
        return new ConversationId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
