package io.rapport.experience.survey.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.experience.survey.model.AnswerOutcome.AlreadyAnswered;
import io.rapport.experience.survey.model.AnswerOutcome.Expired;
import io.rapport.experience.survey.model.AnswerOutcome.Incomplete;
import io.rapport.experience.survey.model.AnswerOutcome.Recorded;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyTest {
    private static final Instant ASKED = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATER = ASKED.plus(Duration.ofDays(2));

    @Test
    void shouldRecordWhenTheFormIsFilledIn() {
        // when
        var outcome = survey(null).answer("4", "  Thanks\r\nall  ", LATER);

        // then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Recorded.class,
                        recorded -> assertThat(recorded.answer()).isEqualTo(new Answer(4, "Thanks\nall", LATER)));
    }

    @Test
    void shouldKeepTheFirstAnswerWhenThereIsAlreadyOne() {
        // given
        var answered = survey(new Answer(5, null, LATER));

        // then
        assertThat(answered.answer("1", null, LATER)).isEqualTo(new AlreadyAnswered());
    }

    @Test
    void shouldSaySoWhenTheSurveyExpired() {
        assertThat(survey(null).answer("4", null, ASKED.plus(Duration.ofDays(30))))
                .isEqualTo(new Expired());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "6", "-1", "4.5", "44", "five"})
    void shouldAskAgainWhenTheRatingIsNone(@Nullable String rating) {
        assertThat(survey(null).answer(rating, null, LATER)).isInstanceOf(Incomplete.class);
    }

    @Test
    void shouldAskToShortenWhenTheCommentIsTooLong() {
        // given
        var survey = survey(null);

        // then
        assertThat(survey.answer("4", "x".repeat(2_001), LATER)).isInstanceOf(Incomplete.class);
        assertThat(survey.answer("4", "x".repeat(2_000), LATER)).isInstanceOf(Recorded.class);
        assertThat(survey.answer("4", "x\r\n".repeat(1_000), LATER)).isInstanceOf(Recorded.class);
    }

    @Test
    void shouldNotShowTheSecretWhenATokenIsPrinted() {
        // given
        var token = SurveyToken.random(new SecureRandom());

        // then
        assertThat(token.toString()).doesNotContain(token.value());
        assertThat(SurveyToken.parse(token.value())).contains(token);
        assertThat(token.hash()).hasSize(32);
        assertThat(SurveyToken.parse(token.value() + "x")).isEmpty();
        assertThat(SurveyToken.parse("../../etc/passwd")).isEmpty();
    }

    private static Survey survey(@Nullable Answer answer) {
        var thread =
                ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "help@example.com", "kim@example.com", "<1@example.com>");
        return new Survey(
                TenantId.DEFAULT,
                UUID.randomUUID(),
                CustomerId.provisional(TenantId.DEFAULT, Channel.EMAIL, "kim@example.com"),
                new Party("kim@example.com", "Kim"),
                new ConversationId(UUID.randomUUID()),
                thread,
                null,
                "How was it?",
                ASKED,
                ASKED.plus(Duration.ofDays(30)),
                UUID.randomUUID(),
                "story",
                answer);
    }
}
