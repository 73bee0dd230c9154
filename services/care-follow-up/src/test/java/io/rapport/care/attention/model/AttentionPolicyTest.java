package io.rapport.care.attention.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.care.attention.model.AttentionDecision.Granted;
import io.rapport.care.attention.model.AttentionDecision.Withheld;
import io.rapport.care.attention.model.CustomerContext.OpenConversation;
import io.rapport.care.attention.model.CustomerContext.PastContact;
import io.rapport.care.attention.model.CustomerContext.Refusal;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionPolicyTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final ConversationId SETTLED = new ConversationId(UUID.randomUUID());
    private static final ConversationId OTHER = new ConversationId(UUID.randomUUID());

    private final AttentionPolicy policy = new AttentionPolicy(
            Duration.ofDays(7),
            3,
            Duration.ofDays(7),
            new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0), ZoneId.of("Europe/Berlin"), Set.of(Channel.SMS)));

    @Test
    void shouldGrantWhenNothingSpeaksAgainstIt() {
        // when
        var decision = policy.decide(survey(), CustomerContext.EMPTY);

        // then
        assertThat(decision).isInstanceOf(Granted.class);
        assertThat(decision.explanation().rule()).isEqualTo("within-budget");
        assertThat(decision.explanation().policyVersion()).isEqualTo("attention@1");
    }

    @Test
    void shouldWithholdWhenTheCustomerOptedOutOfThePurposeOrTheChannel() {
        assertWithheld("opted-out", survey(), refusing(MessagePurpose.SURVEY, null));
        assertWithheld("opted-out", survey(), refusing(MessagePurpose.SURVEY, Channel.EMAIL));
        assertGranted(survey(), refusing(MessagePurpose.SURVEY, Channel.SMS));
        assertGranted(survey(), refusing(MessagePurpose.FOLLOW_UP, null));
    }

    @Test
    void shouldWithholdWhenAnotherRequestIsOpen() {
        assertWithheld("open-conversation", survey(), open(OTHER, NOON.minusSeconds(600)));
    }

    @Test
    void shouldGrantWhenOnlyTheSettledRequestLooksOpenBecauseItsEndIsNotReadYet() {
        assertGranted(survey(), open(SETTLED, NOON.minusSeconds(600)));
    }

    @Test
    void shouldWithholdWhenTheCustomerCameBackAfterTheResolution() {
        assertWithheld("open-conversation", survey(), open(SETTLED, NOON.plusSeconds(5)));
    }

    @Test
    void shouldWithholdWhenWeAreStillMakingAMistakeGood() {
        assertWithheld("open-recovery", survey(), new CustomerContext(List.of(), List.of(), 1, List.of()));
    }

    @Test
    void shouldWithholdASurveyWhenTheCustomerWasAskedLately() {
        // given
        var twoDaysAgo = contacted(MessagePurpose.SURVEY, Duration.ofDays(2));

        // then
        var decision = assertWithheld("survey-cooldown", survey(), twoDaysAgo);
        assertThat(decision.explanation().text())
                .isEqualTo("The customer was asked 2 days ago; we ask at most once in 7 days.");
        assertGranted(request(MessagePurpose.FOLLOW_UP, Channel.EMAIL, NOON), twoDaysAgo);
        assertGranted(survey(), contacted(MessagePurpose.SURVEY, Duration.ofDays(7)));
    }

    @Test
    void shouldWithholdWhenWeWroteTooOften() {
        // given
        var context = CustomerContext.EMPTY;
        for (int day = 1; day <= 3; day++) {
            assertGranted(survey(), context);
            context = context.with(new PastContact(MessagePurpose.NOTICE, NOON.minus(Duration.ofDays(day))));
        }

        // then
        assertWithheld("contact-limit", survey(), context);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T20:30:00Z, true",
        "2026-03-10T03:00:00Z, true",
        "2026-03-10T07:00:00Z, false",
        "2026-03-10T12:00:00Z, false"
    })
    void shouldKeepQuietHoursOfTheAccountsZoneWhenTheChannelRings(Instant now, boolean quiet) {
        // when
        var sms = policy.decide(request(MessagePurpose.SURVEY, Channel.SMS, now), CustomerContext.EMPTY);
        var mail = policy.decide(request(MessagePurpose.SURVEY, Channel.EMAIL, now), CustomerContext.EMPTY);

        // then
        assertThat(sms.explanation().rule()).isEqualTo(quiet ? "quiet-hours" : "within-budget");
        assertThat(mail.explanation().rule()).isEqualTo("within-budget");
    }

    @Test
    void shouldLetAnApologyThroughWhenOnlyTheCustomersOwnNoCouldStopIt() {
        // given
        var apology = request(MessagePurpose.APOLOGY, Channel.EMAIL, NOON);
        var busy = new CustomerContext(
                List.of(),
                List.of(new OpenConversation(OTHER, NOON)),
                1,
                List.of(
                        new PastContact(MessagePurpose.SURVEY, NOON),
                        new PastContact(MessagePurpose.NOTICE, NOON),
                        new PastContact(MessagePurpose.NOTICE, NOON)));

        // then
        assertGranted(apology, busy);
        assertWithheld("opted-out", apology, refusing(MessagePurpose.APOLOGY, null));
    }

    @Test
    void shouldPutOnePrefixWhenASubjectGoesBackAndForth() {
        assertThat(SurveyInvitation.replyTo("Broken lamp")).isEqualTo("Re: Broken lamp");
        assertThat(SurveyInvitation.replyTo("RE: Broken lamp")).isEqualTo("RE: Broken lamp");
    }

    private Withheld assertWithheld(String rule, ContactRequest request, CustomerContext context) {
        var decision = policy.decide(request, context);
        assertThat(decision).isInstanceOf(Withheld.class);
        assertThat(decision.explanation().rule()).isEqualTo(rule);
        return (Withheld) decision;
    }

    private void assertGranted(ContactRequest request, CustomerContext context) {
        assertThat(policy.decide(request, context)).isInstanceOf(Granted.class);
    }

    private static ContactRequest survey() {
        return request(MessagePurpose.SURVEY, Channel.EMAIL, NOON);
    }

    private static ContactRequest request(MessagePurpose purpose, Channel channel, Instant now) {
        return new ContactRequest(purpose, channel, SETTLED, NOON, now);
    }

    private static CustomerContext refusing(
            MessagePurpose purpose, @org.jspecify.annotations.Nullable Channel channel) {
        return new CustomerContext(List.of(new Refusal(purpose, channel)), List.of(), 0, List.of());
    }

    private static CustomerContext open(ConversationId id, Instant openedAt) {
        return new CustomerContext(List.of(), List.of(new OpenConversation(id, openedAt)), 0, List.of());
    }

    private static CustomerContext contacted(MessagePurpose purpose, Duration ago) {
        return CustomerContext.EMPTY.with(new PastContact(purpose, NOON.minus(ago)));
    }
}
