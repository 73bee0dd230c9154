package io.rapport.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyTest {

    private static final Offset<Double> THREE_DIGITS = within(0.2);

    @Test
    void shouldGivePercentilesInMillisecondsWhenAllArrived() {
        // given: 1, 2, … 100 ms
        var from = new long[100];
        var to = new long[100];
        Arrays.setAll(from, i -> 5_000_000_000L + i);
        Arrays.setAll(to, i -> from[i] + (i + 1) * 1_000_000L);

        // when
        var latency = Latency.between(from, to);

        // then
        assertThat(latency.count()).isEqualTo(100);
        assertThat(latency.p50()).isCloseTo(50, THREE_DIGITS);
        assertThat(latency.p90()).isCloseTo(90, THREE_DIGITS);
        assertThat(latency.p99()).isCloseTo(99, THREE_DIGITS);
        assertThat(latency.max()).isCloseTo(100, THREE_DIGITS);
        assertThat(latency.curve().getFirst().millis()).isCloseTo(1, THREE_DIGITS);
    }

    @Test
    void shouldLeaveOutWhatNeverArrivedAndTakeTheClocksGrainAsNothing() {
        // given
        long[] from = {10_000_000, 20_000_000, 0};
        long[] to = {0, 19_500_000, 30_000_000};

        // when
        var latency = Latency.between(from, to);

        // then
        assertThat(latency.count()).isEqualTo(1);
        assertThat(latency.max()).isZero();
    }

    @Test
    void shouldCountEachStageOfEachMailWhenAskedWhetherAllIsRight() {
        // given: 0 is right, 1 was never assigned, 2 was opened twice, 3 was never accepted
        var journey = new Journey();
        for (int number : new int[] {0, 1, 2}) {
            journey.accepted(number, 1, 2);
            journey.received(number, 3);
            journey.opened(number);
        }
        journey.assigned(0, 4);
        journey.assigned(2, 4);
        journey.opened(2);

        // when
        var count = journey.count(0, 4);

        // then
        assertThat(count).isEqualTo(new Journey.Count(3, 1, 1, 1));
        assertThat(count.isRight()).isFalse();
        assertThat(journey.count(0, 1).isRight()).isTrue();
        assertThat(journey.countAssigned(0, 4)).isEqualTo(2);
    }

    @Test
    void shouldDivideTheTimeByTheMailsAndPutTheDearestFirst() {
        // given
        var nanos = new LinkedHashMap<String, Long>();
        nanos.put("kafka", 1_000_000L);
        nanos.put("routing", 3_000_000L);

        // when
        var shares = CpuShare.of(nanos, 10);

        // then
        assertThat(shares).containsExactly(new CpuShare("routing", 300, 0.75), new CpuShare("kafka", 100, 0.25));
        assertThat(CpuShare.sum(shares)).isEqualTo(400);
    }

    @Test
    void shouldCountMailsBySecondWhenTheyHappened() {
        // given
        long start = 1_000_000_000L;
        long[] due = {start, start + 10, start + 1_500_000_000L};
        long[] accepted = {start + 5, start + 20, start + 1_600_000_000L};
        long[] assigned = {start + 900_000_000L, start + 2_000_000_000L, 0};

        // when
        var seconds = PhaseResult.Second.of(due, accepted, assigned, start);

        // then
        assertThat(seconds)
                .containsExactly(
                        new PhaseResult.Second(0, 2, 2, 1),
                        new PhaseResult.Second(1, 1, 1, 0),
                        new PhaseResult.Second(2, 0, 0, 1));
    }
}
