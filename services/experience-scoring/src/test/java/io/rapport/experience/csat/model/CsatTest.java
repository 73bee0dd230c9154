package io.rapport.experience.csat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsatTest {

    /** R. G. Newcombe, Two-sided confidence intervals for the single proportion, Stat. Med. 17 (1998), table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void shouldGiveThePublishedIntervalWhenSharesAreTheOnesOfTheLiterature(
            long successes, long n, double low, double high) {
        // when
        var interval = WilsonInterval.of(successes, n);

        // then
        assertThat(interval.low()).isEqualTo(low, within(0.00005));
        assertThat(interval.high()).isEqualTo(high, within(0.00005));
    }

    @Test
    void shouldStayWithinZeroAndOneWhenEverybodyAgrees() {
        // when
        var interval = WilsonInterval.of(3, 3);

        // then
        assertThat(interval.high()).isEqualTo(1, within(1e-12));
        assertThat(interval.low()).isBetween(0.4, 0.5);
    }

    @Test
    void shouldHaveNoValueWhenNobodyAnswered() {
        // given
        var csat = new Csat(0, 0);

        // then
        assertThat(csat.value()).isNull();
        assertThat(csat.interval()).isNull();
    }

    @Test
    void shouldCountTheTopTwoOfFivePointsWhenAskedForTheValue() {
        // given
        var csat = new Csat(8, 6);

        // then
        assertThat(csat.value()).isEqualTo(75.0);
        assertThat(Csat.satisfied(4)).isTrue();
        assertThat(Csat.satisfied(3)).isFalse();
    }

    @Test
    void shouldRefuseWhenMoreAreSatisfiedThanAnswered() {
        assertThatThrownBy(() -> new Csat(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
