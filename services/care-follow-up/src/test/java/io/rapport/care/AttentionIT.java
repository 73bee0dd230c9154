package io.rapport.care;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Topics;
import io.rapport.contracts.customers.Consent;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.platform.testkit.TestTokens;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
class AttentionIT {
    private static final String SEND = "rapport.outbound.send-message.v1";

    @InjectTestLog
    TestLog log;

    @Test
    void shouldAskInTheThreadOnceWhenASurveyIsDueTwice() {
        // given
        var kim = Kim.of(log);
        var second = kim.wrote("<2@example.com>", List.of("<1@example.com>"), kim.start());
        var first = kim.wrote("<1@example.com>", List.of(), kim.start().minusSeconds(60));
        log.send(Topics.INTERACTIONS, second, first, second, first);
        log.await(
                "the thread",
                () -> log.query(
                                        "select 1 from thread where thread_id = ?",
                                        kim.thread().id().value())
                                .size()
                        == 1);
        var due = kim.surveyDue();
        var again = kim.surveyDue(((io.rapport.contracts.experience.SurveyDue) due.data()).surveyId());
        var last = Kim.of(log);

        // when
        log.send(Topics.EXPERIENCE, due, due, again, last.surveyDue());

        // then
        last.one(Kim.MADE);
        var send = kim.one(SEND);
        assertThat(kim.said(SEND)).hasSize(1);
        assertThat(kim.said(Kim.MADE)).hasSize(1);
        assertThat(send.topic()).isEqualTo("rapport.outbound.email.v1");
        assertThat(send.key()).isEqualTo("default:" + kim.thread().id());
        assertThat(send.causationId()).isEqualTo(due.envelope().id().toString());
        assertThat(send.payload().get("purpose").asText()).isEqualTo("SURVEY");
        assertThat(send.payload().get("subject").asText()).isEqualTo("Re: Broken lamp");
        assertThat(send.payload().get("text").asText())
                .startsWith("Hello Kim Example,")
                .contains("How was it?", "http://localhost:8093/survey/token");
        assertThat(send.payload().at("/replyContext/inReplyTo").asText()).isEqualTo("<2@example.com>");
        assertThat(send.payload().at("/replyContext/references/0").asText()).isEqualTo("<1@example.com>");
        var made = kim.one(Kim.MADE);
        assertThat(made.payload().get("commandId")).isEqualTo(send.payload().get("commandId"));
        assertThat(made.payload().at("/explanation/rule").asText()).isEqualTo("within-budget");
        assertThat(made.payload().at("/explanation/policyVersion").asText()).isEqualTo("attention@1");
    }

    @Test
    void shouldAskWhenTheSettledConversationIsStillOpenInCaresEyes() {
        // given
        var kim = Kim.of(log);
        log.send(
                Topics.CONVERSATIONS, kim.opened(kim.conversation(), kim.start().minusSeconds(60)));
        awaitConversation(kim.conversation(), true);

        // when
        log.send(Topics.EXPERIENCE, kim.surveyDue());

        // then
        assertThat(rule(kim, Kim.MADE)).isEqualTo("within-budget");
    }

    @Test
    void shouldWithholdWhenTheCustomerCameBackAndAnOlderEventArrivesLast() {
        // given
        var kim = Kim.of(log);
        var resolved = kim.resolved();
        log.send(
                Topics.CONVERSATIONS,
                kim.reopened(kim.start().plusSeconds(1)),
                resolved,
                kim.opened(kim.conversation(), kim.start()),
                resolved);
        awaitConversation(kim.conversation(), true);

        // when
        log.send(Topics.EXPERIENCE, kim.surveyDue());

        // then
        assertThat(rule(kim, Kim.WITHHELD)).isEqualTo("open-conversation");
        assertThat(kim.said(SEND)).isEmpty();
    }

    @Test
    void shouldWithholdWhenAnotherConversationIsOpen() {
        // given
        var kim = Kim.of(log);
        var other = new ConversationId(UUID.randomUUID());
        log.send(Topics.CONVERSATIONS, kim.opened(other, kim.start().minusSeconds(60)));
        awaitConversation(other, true);

        // when
        log.send(Topics.EXPERIENCE, kim.surveyDue());

        // then
        assertThat(rule(kim, Kim.WITHHELD)).isEqualTo("open-conversation");
    }

    @Test
    void shouldWithholdWhenTheCustomerSaidNo() {
        // given
        var kim = Kim.of(log);
        var lee = Kim.of(log);
        var refusal = kim.refuses(MessagePurpose.SURVEY, kim.start());
        var allowance = kim.profile(
                "Kim E.",
                List.of(new Consent(
                        MessagePurpose.SURVEY,
                        null,
                        ConsentStatus.GRANTED,
                        kim.start().minusSeconds(60))),
                kim.start().minusSeconds(60));
        var profile = lee.profile(
                "Lee Example",
                List.of(new Consent(MessagePurpose.SURVEY, Channel.EMAIL, ConsentStatus.REVOKED, lee.start())),
                lee.start());
        log.send(Topics.CUSTOMERS, refusal, allowance, refusal, profile, profile);
        log.await(
                "the consents",
                () -> log.query(
                                        "select 1 from consent where customer_id in (?, ?)",
                                        kim.id().value(),
                                        lee.id().value())
                                .size()
                        == 2);

        // when
        log.send(Topics.EXPERIENCE, kim.surveyDue(), lee.surveyDue());

        // then
        assertThat(rule(kim, Kim.WITHHELD)).isEqualTo("opted-out");
        assertThat(rule(lee, Kim.WITHHELD)).isEqualTo("opted-out");
    }

    @Test
    void shouldWithholdTheSecondSurveyWhenTwoAreDueTogether() {
        // given
        var kim = Kim.of(log);

        // when
        log.send(Topics.EXPERIENCE, kim.surveyDue(), kim.surveyDue());

        // then
        assertThat(rule(kim, Kim.WITHHELD)).isEqualTo("survey-cooldown");
        assertThat(kim.said(Kim.MADE)).hasSize(1);
        assertThat(kim.said(SEND)).hasSize(1);
    }

    @Test
    void shouldWithholdWhenOthersWroteTooOften() {
        // given
        var kim = Kim.of(log);
        for (int hours = 1; hours <= 3; hours++) {
            var notice = kim.wasWrittenTo(MessagePurpose.NOTICE, kim.start().minusSeconds(3600L * hours));
            log.send(Topics.INTERACTIONS, notice, notice);
        }
        log.send(Topics.INTERACTIONS, kim.wasWrittenTo(MessagePurpose.REPLY, kim.start()));
        log.await(
                "the contacts",
                () -> log.query(
                                        "select 1 from contact where customer_id = ?",
                                        kim.id().value())
                                .size()
                        == 3);

        // when
        log.send(Topics.EXPERIENCE, kim.surveyDue());

        // then
        assertThat(rule(kim, Kim.WITHHELD)).isEqualTo("contact-limit");
    }

    @Test
    void shouldWithholdWhenARecoveryOpensInTheSameBreath() {
        // given
        var kim = Kim.of(log);

        // when
        log.send(Topics.EXPERIENCE, kim.rated(1, null), kim.surveyDue());

        // then
        assertThat(rule(kim, Kim.WITHHELD)).isEqualTo("open-recovery");
    }

    @Test
    void shouldShowEveryDecisionWithItsReasonWhenAsked() {
        // given
        var kim = Kim.of(log);
        log.send(Topics.CUSTOMERS, kim.profile("Kim Known", List.of(), kim.start()));
        log.await(
                "the name",
                () -> log.query("select 1 from customer where name = 'Kim Known'")
                                .size()
                        == 1);
        log.send(Topics.EXPERIENCE, kim.surveyDue());
        kim.one(Kim.MADE);

        // then
        var decision = "items.find { it.customerId == '" + kim.id() + "' }";
        given().auth()
                .oauth2(TestTokens.agent(UUID.randomUUID()))
                .get("/care/decisions?limit=500")
                .then()
                .statusCode(200)
                .body(decision + ".decision", equalTo("GRANTED"))
                .body(decision + ".purpose", equalTo("SURVEY"))
                .body(decision + ".rule", equalTo("within-budget"))
                .body(decision + ".customerName", equalTo("Kim Known"))
                .body(decision + ".policyVersion", equalTo("attention@1"));
        given().auth()
                .oauth2(TestTokens.token("other", UUID.randomUUID(), "agent"))
                .get("/care/decisions")
                .then()
                .body("items", hasSize(0));
        given().get("/care/decisions").then().statusCode(401);
    }

    private void awaitConversation(ConversationId id, boolean open) {
        log.await(
                "the conversation",
                () -> log.query("select 1 from conversation where conversation_id = ? and open = ?", id.value(), open)
                                .size()
                        == 1);
    }

    private static String rule(Kim kim, String type) {
        return kim.one(type).payload().at("/explanation/rule").asText();
    }
}
