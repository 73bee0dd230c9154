package io.rapport.routing.sla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.routing.sla.model.FirstReplyClock.Alarm;
import io.rapport.routing.sla.model.FirstReplyClock.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FirstReplyClockTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final FirstReplyPolicy ONE_HOUR = new FirstReplyPolicy(Duration.ofHours(1), 0.8);
    private final FirstReplyClock clock = FirstReplyClock.start(START, ONE_HOUR);

    @Test
    void shouldWarnAtFourFifthsAndBreachAtDueWhenNobodyReplies() {
        assertThat(clock.alarmAt(START.plusSeconds(48 * 60 - 1))).isEqualTo(Alarm.NONE);
        assertThat(clock.alarmAt(START.plusSeconds(48 * 60))).isEqualTo(Alarm.WARN);
        assertThat(clock.to(Status.WARNED).alarmAt(START.plusSeconds(3599))).isEqualTo(Alarm.NONE);
        assertThat(clock.to(Status.WARNED).alarmAt(START.plusSeconds(3600))).isEqualTo(Alarm.BREACH);
    }

    @Test
    void shouldLeaveTheWarningOutWhenBothWereSleptThrough() {
        assertThat(clock.alarmAt(START.plusSeconds(7200))).isEqualTo(Alarm.BREACH);
    }

    @Test
    void shouldStayQuietWhenBreachedOrStopped() {
        for (var status : new Status[] {Status.BREACHED, Status.STOPPED}) {
            assertThat(clock.to(status).alarmAt(START.plusSeconds(99_999))).isEqualTo(Alarm.NONE);
            assertThat(clock.to(status).nextAlarm()).isNull();
        }
    }

    @Test
    void shouldAskToBeLookedAtWhenTheNextAlarmIsDue() {
        assertThat(clock.nextAlarm()).isEqualTo(START.plusSeconds(48 * 60));
        assertThat(clock.to(Status.WARNED).nextAlarm()).isEqualTo(START.plusSeconds(3600));
    }

    @Test
    void shouldCountAReplyAtTheDueTimeAsInTime() {
        assertThat(clock.isInTime(clock.dueAt())).isTrue();
        assertThat(clock.isInTime(clock.dueAt().plusNanos(1))).isFalse();
    }

    @Test
    void shouldBeStoppedOnceWhenAReplyWasSentAfterItStarted() {
        assertThat(clock.isStoppedBy(START)).isTrue();
        assertThat(clock.isStoppedBy(START.minusNanos(1))).isFalse();
        assertThat(clock.to(Status.BREACHED).isStoppedBy(START.plusSeconds(9999)))
                .isTrue();
        assertThat(clock.to(Status.STOPPED).isStoppedBy(START.plusSeconds(1))).isFalse();
    }

    @Test
    void shouldRefuseAPolicyThatMakesNoSense() {
        assertThatThrownBy(() -> new FirstReplyPolicy(Duration.ZERO, 0.8))
                .hasMessageContaining("first-reply must be longer than zero");
        assertThatThrownBy(() -> new FirstReplyPolicy(Duration.ofHours(1), 1.2)).hasMessageContaining("warn-at");
    }
}
