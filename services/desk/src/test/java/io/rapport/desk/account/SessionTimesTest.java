package io.rapport.desk.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionTimesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration IDLE = Duration.ofHours(12);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final SessionTimes fresh = SessionTimes.start(START, IDLE, LONGEST);

    @Test
    void shouldEndWhenNobodyUsesIt() {
        assertThat(fresh.alive(START.plus(IDLE).minusMillis(1))).isTrue();
        assertThat(fresh.alive(START.plus(IDLE))).isFalse();
    }

    @Test
    void shouldLastLongerWhenItIsUsed() {
        // when
        var used = fresh.used(START.plus(Duration.ofHours(10)), IDLE);

        // then
        assertThat(used.alive(START.plus(Duration.ofHours(21)))).isTrue();
    }

    @Test
    void shouldNeverOutliveItsEndWhenItIsUsedAllTheTime() {
        // when
        var used = fresh.used(START.plus(LONGEST).minusSeconds(1), IDLE);

        // then
        assertThat(used.expiresAt()).isEqualTo(START.plus(LONGEST));
    }

    @Test
    void shouldBeWrittenAnewOnlyWhenAMinuteHasPassed() {
        assertThat(fresh.worthExtending(START.plusSeconds(59))).isFalse();
        assertThat(fresh.worthExtending(START.plusSeconds(61))).isTrue();
    }
}
