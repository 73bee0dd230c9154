package io.rapport.sms.provider.twilio;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.rapport.platform.channel.inbound.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a webhook's form body; a name may come more than once. */
record TwilioForm(Map<String, List<String>> fields) {
    private static final int MAX_FIELDS = 256;

    /** @throws Malformed when a percent sign has no hexadecimal digits behind it */
    static TwilioForm parse(byte[] body) {
        try {
            var text = new String(body, StandardCharsets.UTF_8);
            return new TwilioForm(
                    new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MAX_FIELDS, true).parameters());
        } catch (IllegalArgumentException e) {
            throw new Malformed("The body is not a form: an escape is broken.");
        }
    }

    /** As {@link #parse}, without any field when it cannot be read. */
    static TwilioForm asFarAsReadable(byte[] body) {
        try {
            return parse(body);
        } catch (Malformed unreadable) {
            return new TwilioForm(Map.of());
        }
    }

    /** The first value, if there is one. */
    @Nullable
    String first(String name) {
        var values = fields.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    /** @throws Malformed when the field is missing or empty */
    String required(String name) {
        var value = first(name);
        if (value == null || value.isEmpty()) {
            throw new Malformed("The field " + name + " is missing.");
        }
        return value;
    }
}
