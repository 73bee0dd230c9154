package io.rapport.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTimeTest {
    private final ObjectMapper json =
            new ObjectMapper().registerModule(new SimpleModule().addDeserializer(Instant.class, new EventTime()));

    @Test
    void shouldReadWhatTheJdkReads() throws Exception {
        for (var text : new String[] {
            "2026-03-04T05:06:07Z",
            "2026-03-04T05:06:07.8Z",
            "2026-03-04T05:06:07.123456789Z",
            "2026-03-04T05:06:07.5+02:00",
            "2026-03-04T05:06:07-00:00",
            "2026-03-04T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "1969-07-20T20:17:40Z",
            "+12026-03-04T05:06:07Z"
        }) {
            assertThat(EventTime.parse(text)).as(text).isEqualTo(Instant.parse(text));
            assertThat(json.readValue('"' + text + '"', Instant.class)).as(text).isEqualTo(Instant.parse(text));
        }
    }

    @Test
    void shouldSayWhatIsNoTime() {
        for (var text : new String[] {"", "yesterday", "2026-03-04", "2026-02-30T05:06:07Z", "2026-03-04T25:06:07Z"}) {
            assertThatThrownBy(() -> EventTime.parse(text)).as(text).isInstanceOf(DateTimeException.class);
        }
        assertThatThrownBy(() -> json.readValue("\"yesterday\"", Instant.class))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageContaining("yesterday");
    }
}
