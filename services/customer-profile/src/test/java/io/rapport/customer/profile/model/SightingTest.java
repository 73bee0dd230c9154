package io.rapport.customer.profile.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SightingTest {
    private static final Instant DAY = Instant.parse("2026-03-01T10:00:00Z");
    private static final Sighting.Key KIM = new Sighting.Key(TenantId.DEFAULT, new CustomerId(UUID.randomUUID()));

    @Test
    void shouldAddUpTheSameWhenMessagesComeInAnotherOrder() {
        // given
        var early = sighting(Name.given("Kim", DAY), DAY, 1, 0);
        var late = sighting(Name.given("Kim Example", DAY.plusSeconds(9)), DAY.plusSeconds(9), 1, 0);
        var ours = sighting(Name.used("Customer"), DAY.plusSeconds(99), 0, 1);

        // then
        var expected = new Sighting(
                KIM,
                Channel.EMAIL,
                "kim@example.com",
                new Name("Kim Example", DAY.plusSeconds(9)),
                DAY,
                DAY.plusSeconds(99),
                2,
                1);
        assertThat(early.and(late).and(ours)).isEqualTo(expected);
        assertThat(ours.and(late).and(early)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "kim@example.com"})
    void shouldHaveNoNameWhenWhatIsWrittenIsNone(@Nullable String text) {
        assertThat(Name.given(text, DAY)).isNull();
    }

    @Test
    void shouldTidyANameWhenItIsWrittenWithTooMuchSpace() {
        assertThat(Name.given("  Kim \t Example ", DAY)).isEqualTo(new Name("Kim Example", DAY));
    }

    private static Sighting sighting(@Nullable Name name, Instant at, long inward, long outward) {
        return new Sighting(KIM, Channel.EMAIL, "kim@example.com", name, at, at, inward, outward);
    }
}
