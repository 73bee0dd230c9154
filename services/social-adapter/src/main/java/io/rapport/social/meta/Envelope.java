package io.rapport.social.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.platform.channel.inbound.Malformed;
import java.io.IOException;
import java.util.Optional;

/** What every webhook call of Meta comes in: {@code {"object": …, "entry": […]}}. */
public final class Envelope {
    private Envelope() {}

    /** Fails with {@link Malformed} when the body is no JSON object. */
    public static JsonNode read(ObjectMapper json, byte[] rawBody) {
        try {
            var envelope = json.readTree(rawBody);
            if (envelope != null && envelope.isObject()) {
                return envelope;
            }
        } catch (IOException noJson) {
            throw new Malformed("The body is not JSON.");
        }
        throw new Malformed("The body is not a JSON object.");
    }

    /** A text that is there and not empty. */
    public static Optional<String> text(JsonNode in, String field) {
        var value = in.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText())
                : Optional.empty();
    }
}
