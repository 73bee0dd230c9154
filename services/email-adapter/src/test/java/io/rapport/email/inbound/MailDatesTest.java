package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.james.mime4j.stream.RawField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailDatesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon, 6 Jan 2025 11:00:01 +0100",
                " 06 Jan 2025 10:00:01 -0000",
                "Mon, 06 Jan 2025 02:00:01 -0800 (PST)",
                "Mon,  6 Jan 2025 15:30:01 +0530 ",
                "Mon, 6 Jan 2025 10:00:01 GMT",
                "Mon, 6 Jan 25 10:00:01 +0000"
            })
    void shouldReadTheSameTimeHoweverItIsWritten(String written) {
        assertThat(MailDates.read(new RawField("Date", written))).isEqualTo(Instant.parse("2025-01-06T10:00:01Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "Mon, 6 Foo 2025 10:00:00 +0000"})
    void shouldMakeNothingOfWhatIsNoTime(String written) {
        assertThat(MailDates.read(new RawField("Date", written))).isNull();
    }

    @Test
    void shouldLeaveToTheLibraryWhatNoCalendarHas() {
        assertThat(MailDates.read(new RawField("Date", "Mon, 32 Jan 2025 10:00:00 +0000")))
                .isEqualTo(Instant.parse("2025-02-01T10:00:00Z"));
    }
}
