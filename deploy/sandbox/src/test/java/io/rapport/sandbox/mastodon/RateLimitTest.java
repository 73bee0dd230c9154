package io.rapport.sandbox.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.sandbox.mastodon.RateLimit.Standing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOW = Instant.parse("2030-01-01T10:03:20Z");
    private static final Instant RESET = Instant.parse("2030-01-01T10:05:00Z");

    private final RateLimit limit = new RateLimit(2, Duration.ofMinutes(5));

    @Test
    void shouldRefuseWhatIsTooMuchUntilThePeriodIsOver() {
        assertThat(limit.count(NOW)).isEqualTo(new Standing(2, 1, RESET, false));
        assertThat(limit.count(NOW)).isEqualTo(new Standing(2, 0, RESET, false));
        assertThat(limit.count(RESET.minusMillis(1))).isEqualTo(new Standing(2, 0, RESET, true));
        assertThat(limit.count(RESET)).isEqualTo(new Standing(2, 1, RESET.plusSeconds(300), false));
    }
}
