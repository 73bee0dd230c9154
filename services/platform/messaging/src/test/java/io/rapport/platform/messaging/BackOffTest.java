package io.rapport.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff(Duration.ofMinutes(1), Duration.ofHours(1));

    @Test
    void shouldDoubleUpToTheLongest() {
        assertThat(IntStream.range(0, 9)
                        .mapToObj(earlier -> backOff.pause(earlier, 0).toMinutes()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void shouldStayAtTheLongestHoweverOften() {
        assertThat(backOff.pause(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldTakeAtMostATenthAway() {
        assertThat(backOff.pause(0, 1)).isEqualTo(Duration.ofSeconds(54));
        assertThat(backOff.pause(6, 0.5)).isEqualTo(Duration.ofMinutes(57));
    }
}
