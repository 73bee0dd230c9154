package io.rapport.chat.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final OpeningHours week = new OpeningHours(List.of("MON-FRI 09:00-17:30", "SAT 20:00-00:00"), BERLIN);

    @ParameterizedTest
    @CsvSource({
        // Wednesday in winter, UTC+1
        "2030-01-02T07:59:59Z, 2030-01-02T08:00:00Z",
        "2030-01-02T08:00:00Z,",
        "2030-01-02T16:29:59Z,",
        "2030-01-02T16:30:00Z, 2030-01-03T08:00:00Z",
        // Friday evening to Saturday evening, which ends at midnight
        "2030-01-04T20:00:00Z, 2030-01-05T19:00:00Z",
        "2030-01-05T22:59:59Z,",
        "2030-01-05T23:00:00Z, 2030-01-07T08:00:00Z",
        // over the begin of summer time, UTC+2
        "2030-03-30T23:30:00Z, 2030-04-01T07:00:00Z"
    })
    void shouldSayWhenSomebodyIsBack(Instant now, Instant back) {
        assertThat(week.backAt(now)).isEqualTo(Optional.ofNullable(back));
    }

    @Test
    void shouldComeBackInAWeekWhenOneSpanIsAll() {
        var hours = new OpeningHours(List.of("WED 09:00-10:00"), ZoneOffset.UTC);
        assertThat(hours.backAt(Instant.parse("2030-01-02T10:00:00Z"))).contains(Instant.parse("2030-01-09T09:00:00Z"));
    }

    @Test
    void shouldAlwaysBeThereWhenNothingIsSaid() {
        assertThat(new OpeningHours(List.of(), BERLIN).backAt(Instant.parse("2030-01-05T03:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "always",
                "MON 9-17",
                "FRI-MON 09:00-17:00",
                "MON 17:00-09:00",
                "XXX 09:00-17:00",
                "MON 09:00-24:00"
            })
    void shouldSayWhatIsNotUnderstood(String span) {
        assertThatThrownBy(() -> new OpeningHours(List.of(span), BERLIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + span + "\"");
    }
}
