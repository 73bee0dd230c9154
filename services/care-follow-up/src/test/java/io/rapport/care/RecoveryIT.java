package io.rapport.care;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Topics;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Presence;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.platform.testkit.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
class RecoveryIT {
    private static final String SEND = "rapport.outbound.send-message.v1";
    private static final String APOLOGISED = "rapport.care.recovery-apologised.v1";
    private static final String CLOSED = "rapport.care.recovery-closed.v1";

    @InjectTestLog
    TestLog log;

    @Test
    void shouldOpenOneRecoveryForTheAgentInvolvedWhenALowRatingArrivesTwice() {
        // given
        var kim = Kim.of(log);
        kim.employ(kim.agent(), "Ada Example", Presence.OFFLINE);
        var low = kim.rated(2, kim.agent());
        var lower = kim.rated(1, kim.agent());
        var last = Kim.of(log);

        // when
        log.send(Topics.EXPERIENCE, low, low, lower, kim.rated(3, kim.agent()), low, last.rated(1, null));

        // then
        last.one(Kim.OPENED);
        var opened = kim.one(Kim.OPENED);
        assertThat(kim.said(Kim.OPENED)).hasSize(1);
        assertThat(opened.causationId()).isEqualTo(low.envelope().id().toString());
        assertThat(opened.payload().get("assignee").asText())
                .isEqualTo(kim.agent().toString());
        assertThat(Instant.parse(opened.payload().get("apologyDueAt").asText()))
                .isEqualTo(kim.start().plusSeconds(4 * 3600));
        as(kim.agent())
                .get("/care/recoveries")
                .then()
                .statusCode(200)
                .body(item(kim) + ".state", equalTo("OPEN"))
                .body(item(kim) + ".customerName", equalTo("Kim Example"))
                .body(item(kim) + ".cause", equalTo("The customer rated our help 2 of 5."))
                .body(item(kim) + ".scale.max", equalTo(5))
                .body(item(kim) + ".comment", equalTo("Took ages"))
                .body(item(kim) + ".apology.assigneeName", equalTo("Ada Example"))
                .body(item(kim) + ".apology.overdue", equalTo(false));
    }

    @Test
    void shouldGoToWhoeverIsThereWhenTheAgentIsUnknown() {
        // given
        var kim = Kim.of(log);
        var there = new AgentId(UUID.randomUUID());
        kim.employ(there, "Ben Example", Presence.AVAILABLE);

        // when
        log.send(Topics.EXPERIENCE, kim.rated(1, null));

        // then
        assertThat(kim.one(Kim.OPENED).payload().get("assignee").asText()).isEqualTo(there.toString());
        // and nobody else's test meets this agent
        log.query("update agent set active = false where agent_id = ?", there.value());
    }

    @Test
    void shouldSendTheApologyInTheThreadOnceWhenItIsAskedForTwice() {
        // given
        var kim = Kim.of(log);
        kim.employ(kim.agent(), "Ada Example", Presence.AVAILABLE);
        var recovery = opened(kim);
        var request = UUID.randomUUID();

        // when
        apologise(kim, recovery, request, "We are sorry.", true)
                .statusCode(200)
                .body("state", equalTo("APOLOGISED"))
                .body("apology.givenAt", notNullValue())
                .body("apology.text", equalTo("We are sorry."));
        apologise(kim, recovery, request, "We are sorry.", true).statusCode(200).body("version", equalTo(2));
        apologise(kim, recovery, UUID.randomUUID(), "Sorry again.", true)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("apologised already"));

        // then
        assertThat(kim.said(SEND)).singleElement().satisfies(row -> {
            assertThat(row.payload().get("purpose").asText()).isEqualTo("APOLOGY");
            assertThat(row.payload().get("text").asText()).isEqualTo("We are sorry.");
            assertThat(row.payload().at("/author/name").asText()).isEqualTo("Ada Example");
            assertThat(row.payload().at("/author/agentId").asText())
                    .isEqualTo(kim.agent().toString());
        });
        assertThat(kim.said(APOLOGISED)).singleElement().satisfies(row -> {
            assertThat(row.payload().get("inTime").asBoolean()).isTrue();
            assertThat(row.payload().get("sentToCustomer").asBoolean()).isTrue();
            assertThat(row.correlationId()).isEqualTo(kim.one(Kim.OPENED).correlationId());
        });
        assertThat(kim.one(Kim.MADE).payload().at("/explanation/rule").asText()).isEqualTo("owed");
    }

    @Test
    void shouldNotSendWhenTheCustomerRefusesAndStillTakeAnApologyMadeOtherwise() {
        // given
        var kim = Kim.of(log);
        log.send(Topics.CUSTOMERS, kim.refuses(MessagePurpose.APOLOGY, kim.start()));
        log.await(
                "the refusal",
                () -> log.query(
                                        "select 1 from consent where customer_id = ?",
                                        kim.id().value())
                                .size()
                        == 1);
        var recovery = opened(kim);

        // when
        apologise(kim, recovery, UUID.randomUUID(), "We are sorry.", true)
                .statusCode(409)
                .body("detail", containsString("does not want"));
        apologise(kim, recovery, UUID.randomUUID(), "Said so on the phone.", false)
                .statusCode(200)
                .body("state", equalTo("APOLOGISED"));

        // then
        assertThat(kim.said(SEND)).isEmpty();
        assertThat(kim.one(Kim.WITHHELD).payload().at("/explanation/rule").asText())
                .isEqualTo("opted-out");
        assertThat(kim.said(APOLOGISED)).hasSize(1);
    }

    @Test
    void shouldCloseOnceAndCountItWhenItIsMadeGood() {
        // given
        var kim = Kim.of(log);
        var recovery = opened(kim);
        var request = UUID.randomUUID();

        // when
        close(kim, recovery, request, "RECOVERED").statusCode(409).body("detail", containsString("apologise first"));
        apologise(kim, recovery, UUID.randomUUID(), "We are sorry.", false).statusCode(200);
        close(kim, recovery, request, "RECOVERED").statusCode(200).body("state", equalTo("CLOSED"));
        close(kim, recovery, request, "RECOVERED").statusCode(200).body("version", equalTo(3));
        close(kim, recovery, UUID.randomUUID(), "NOT_RECOVERED").statusCode(409);

        // then
        assertThat(kim.said(CLOSED))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.payload().get("recovered").asBoolean()).isTrue());
        as(kim.agent()).get("/care/recoveries").then().body("items.id", not(hasItem(recovery.toString())));
        as(kim.agent()).get("/care/recoveries?state=closed").then().body("items.id", hasItem(recovery.toString()));
        as(kim.agent())
                .get("/care/summary?days=7")
                .then()
                .statusCode(200)
                .body("byDay", hasSize(7))
                .body("byDay[6].recoveriesClosed", greaterThanOrEqualTo(1))
                .body("byDay[6].recoveriesOpened", greaterThanOrEqualTo(1));
        // and another low rating of the same conversation opens a new one
        log.send(Topics.EXPERIENCE, kim.rated(1, null));
        log.await("another recovery", () -> kim.said(Kim.OPENED).size() == 2);
    }

    @Test
    void shouldShowWhatIsOverdueWhenNobodyApologised() {
        // given
        var kim = Kim.of(log);
        var recovery = opened(kim);
        log.query("update recovery set apology_due_at = now() - interval '1 minute' where recovery_id = ?", recovery);

        // then
        as(kim.agent()).get("/care/recoveries").then().body(item(kim) + ".apology.overdue", equalTo(true));
        as(kim.agent()).get("/care/summary").then().body("apologiesOverdue", greaterThanOrEqualTo(1));
        apologise(kim, recovery, UUID.randomUUID(), "Late, but sorry.", true).statusCode(200);
        assertThat(kim.one(APOLOGISED).payload().get("inTime").asBoolean()).isFalse();
    }

    @Test
    void shouldSayWhatIsWrongWhenARequestMakesNoSense() {
        // given
        var kim = Kim.of(log);
        var recovery = opened(kim);

        // then
        apologise(kim, recovery, UUID.randomUUID(), "  ", true).statusCode(422).body("detail", containsString("empty"));
        apologise(kim, UUID.randomUUID(), UUID.randomUUID(), "Sorry.", true).statusCode(404);
        close(kim, recovery, UUID.randomUUID(), null).statusCode(422);
        given().auth()
                .oauth2(TestTokens.token("other", UUID.randomUUID(), "agent"))
                .contentType(ContentType.JSON)
                .body(Map.of("id", UUID.randomUUID(), "text", "Sorry.", "sendToCustomer", true))
                .post("/care/recoveries/" + recovery + "/apology")
                .then()
                .statusCode(404);
        given().get("/care/recoveries").then().statusCode(401);
    }

    private UUID opened(Kim kim) {
        log.send(Topics.EXPERIENCE, kim.rated(2, kim.agent()));
        return UUID.fromString(kim.one(Kim.OPENED).payload().get("recoveryId").asText());
    }

    private static ValidatableResponse apologise(Kim kim, UUID recovery, UUID request, String text, boolean send) {
        return as(kim.agent())
                .contentType(ContentType.JSON)
                .body(Map.of("id", request, "text", text, "sendToCustomer", send))
                .post("/care/recoveries/" + recovery + "/apology")
                .then();
    }

    private static ValidatableResponse close(
            Kim kim, UUID recovery, UUID request, @org.jspecify.annotations.Nullable String outcome) {
        return as(kim.agent())
                .contentType(ContentType.JSON)
                .body(
                        outcome == null
                                ? Map.of("id", request)
                                : Map.of("id", request, "outcome", outcome, "note", "New lamp"))
                .post("/care/recoveries/" + recovery + "/close")
                .then();
    }

    private static String item(Kim kim) {
        return "items.find { it.customerId == '" + kim.id() + "' }";
    }

    private static RequestSpecification as(AgentId agent) {
        return given().auth().oauth2(TestTokens.agent(agent.value()));
    }
}
