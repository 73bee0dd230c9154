package io.rapport.desk.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SignInLimiterTest {
    private static final String ADA = "ada@example.com";
    private static final String HERE = "192.0.2.1";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final SignInLimiter limiter = new SignInLimiter(((InstantSource) now::get).withZone(ZoneOffset.UTC));

    @Test
    void shouldRefuseWhenSomebodyGuesses() {
        // given
        guess(10);

        // when
        var permitted = limiter.permits(ADA, HERE);

        // then
        assertThat(permitted).isFalse();
        assertThat(limiter.permits("ben@example.com", HERE)).isTrue();
        assertThat(limiter.permits(ADA, "192.0.2.2")).isTrue();
    }

    @Test
    void shouldPermitOneMoreWhenHalfAMinuteHasPassed() {
        // given
        guess(10);

        // when
        now.updateAndGet(at -> at.plus(Duration.ofSeconds(30)));

        // then
        assertThat(limiter.permits(ADA, HERE)).isTrue();
        assertThat(limiter.permits(ADA, HERE)).isFalse();
    }

    @Test
    void shouldForgetTheGuessesWhenThePasswordWasRight() {
        // given
        guess(10);

        // when
        limiter.succeeded(ADA, HERE);

        // then
        assertThat(limiter.permits(ADA, HERE)).isTrue();
    }

    private void guess(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limiter.permits(ADA, HERE)).isTrue();
        }
    }
}
