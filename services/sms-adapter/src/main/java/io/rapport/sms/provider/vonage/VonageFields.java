package io.rapport.sms.provider.vonage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.rapport.platform.channel.inbound.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a call, whether it came as a query, a form or JSON.
 *
 * @param tree the whole body when it is JSON, else the fields
 */
record VonageFields(Map<String, String> values, JsonNode tree) {
    private static final int MAX_FIELDS = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws Malformed when it is neither */
    static VonageFields parse(byte[] body) {
        var values = new TreeMap<String, String>();
        var text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            var tree = json(body);
            tree.properties().forEach(field -> {
                if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                    values.put(field.getKey(), field.getValue().asText());
                }
            });
            return new VonageFields(values, tree);
        }
        try {
            new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MAX_FIELDS, true)
                    .parameters()
                    .forEach((name, all) -> values.put(name, all.getFirst()));
        } catch (IllegalArgumentException e) {
            throw new Malformed("The body is not a form: an escape is broken.");
        }
        return new VonageFields(values, JSON.valueToTree(values));
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Malformed("The body is not JSON.");
        } catch (IOException e) {
            throw new Malformed("The body is not text.");
        }
    }

    @Nullable
    String value(String name) {
        return values.get(name);
    }

    /** @throws Malformed when the field is missing or empty */
    String required(String name) {
        var value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw new Malformed("The field " + name + " is missing.");
        }
        return value;
    }
}
