package io.rapport.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A person who works with customers. */
public record AgentId(@JsonValue UUID value) {
    @JsonCreator
    public static AgentId of(String value) {
        return new AgentId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
