package io.rapport.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A command; sending it again is the same command. */
public record CommandId(@JsonValue UUID value) {
    @JsonCreator
    public static CommandId of(String value) {
        return new CommandId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
