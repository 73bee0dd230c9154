package io.rapport.platform.messaging;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reads the times of events (RFC 3339).
 *
 * <p>The JDK's parser takes any form there is, and was up to a sixth of a consumer's processor time. It is asked about what the fast one does not
 * know, and says what is wrong.
 */
final class EventTime extends JsonDeserializer<Instant> {
    static Instant parse(String text) {
        try {
            return ITU.parseDateTime(text).toInstant();
        } catch (DateTimeException unusual) {
            return Instant.parse(text);
        }
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            try {
                return ITU.parseDateTime(parser.getText()).toInstant();
            } catch (DateTimeException unusual) {
                // said in the words of the other
            }
        }
        return InstantDeserializer.INSTANT.deserialize(parser, context);
    }
}
