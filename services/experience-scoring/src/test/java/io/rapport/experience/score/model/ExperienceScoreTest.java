package io.rapport.experience.score.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperienceScoreTest {
    private static final Instant DAY = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 25.0, POOR", "2, 35.0, POOR", "3, 50.0, FAIR", "4, 60.0, GOOD", "5, 70.0, GOOD"})
    void shouldMoveFromTheBaseWhenACustomerRates(int rating, double score, Band band) {
        // when
        var result = ExperienceScore.of(List.of(evidence(EvidenceKind.rated(rating), DAY)));

        // then
        assertThat(result.value()).isEqualTo(score);
        assertThat(result.band()).isEqualTo(band);
    }

    @Test
    void shouldHalveAContributionWhenItIsNinetyDaysOld() {
        // when
        var result = ExperienceScore.at(DAY.plus(Duration.ofDays(90)), List.of(evidence(EvidenceKind.RATED_5, DAY)));

        // then
        assertThat(result.value()).isEqualTo(60.0);
        assertThat(result.contributions()).singleElement().satisfies(part -> {
            assertThat(part.points()).isEqualTo(10.0);
            assertThat(part.label()).isEqualTo("Rated 5 of 5");
        });
    }

    @Test
    void shouldForgetWhenAContributionIsWorthNextToNothing() {
        // when
        var result = ExperienceScore.at(DAY.plus(Duration.ofDays(900)), List.of(evidence(EvidenceKind.RATED_5, DAY)));

        // then
        assertThat(result.value()).isEqualTo(50.0);
        assertThat(result.contributions()).isEmpty();
    }

    @Test
    void shouldAddUpToTheScoreWhenNothingIsClamped() {
        // given
        var evidence = List.of(
                evidence(EvidenceKind.RATED_2, DAY),
                evidence(EvidenceKind.APOLOGISED_IN_TIME, DAY.plus(Duration.ofHours(2))),
                evidence(EvidenceKind.RECOVERED, DAY.plus(Duration.ofDays(3))));

        // when
        var result = ExperienceScore.of(evidence);

        // then
        double sum = result.contributions().stream()
                .mapToDouble(ExperienceScore.Part::points)
                .sum();
        assertThat(result.value()).isEqualTo(Math.round((ExperienceScore.BASE + sum) * 10) / 10.0);
        assertThat(result.contributions())
                .extracting(ExperienceScore.Part::label)
                .startsWith("We made a mistake good");
    }

    @Test
    void shouldStayBetweenZeroAndHundredWhenEvidencePilesUp() {
        // given
        var bad = Collections.nCopies(5, EvidenceKind.RATED_1).stream()
                .map(kind -> evidence(kind, DAY))
                .toList();
        var good = Collections.nCopies(5, EvidenceKind.RATED_5).stream()
                .map(kind -> evidence(kind, DAY))
                .toList();

        // then
        assertThat(ExperienceScore.of(bad).value()).isZero();
        assertThat(ExperienceScore.of(good).value()).isEqualTo(100);
    }

    @Test
    void shouldGiveTheSameScoreWhenEvidenceComesInAnotherOrder() {
        // given
        var evidence = new ArrayList<>(List.of(
                evidence(EvidenceKind.RATED_1, DAY),
                evidence(EvidenceKind.RATED_5, DAY.plus(Duration.ofDays(40))),
                evidence(EvidenceKind.FIRST_REPLY_LATE, DAY.plus(Duration.ofDays(20)))));
        var inOrder = ExperienceScore.of(evidence);

        // when
        Collections.reverse(evidence);

        // then
        assertThat(ExperienceScore.of(evidence)).isEqualTo(inOrder);
    }

    @Test
    void shouldRefuseWhenThereIsNoEvidence() {
        assertThatThrownBy(() -> ExperienceScore.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Evidence evidence(EvidenceKind kind, Instant at) {
        return new Evidence(UUID.randomUUID(), kind, at);
    }
}
