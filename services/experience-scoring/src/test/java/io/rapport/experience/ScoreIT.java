package io.rapport.experience;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.outbox.Cleaner;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.platform.testkit.TestTokens;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
class ScoreIT {
    private static final String SCORE = "rapport.experience.score-changed.v1";

    @InjectTestLog
    TestLog log;

    @Inject
    Cleaner cleaner;

    @Test
    void shouldExplainTheScoreWhenEvidenceComesTwiceAndOutOfOrder() {
        // given
        var kim = Kim.of(log);
        var breached = kim.breached();
        var apologised = kim.apologised(true);
        var recovered = kim.recovered();

        // when
        log.send(Topics.CARE, recovered, apologised, recovered, apologised, kim.apologised(false));
        log.send(Topics.CONVERSATIONS, breached, breached);

        // then
        log.await("all the evidence", () -> evidence(kim) == 3);
        log.await(
                "the score of all of it", () -> last(kim).payload().get("score").asDouble() == 60);
        as(TenantId.DEFAULT)
                .get("/experience/customers/" + kim.id())
                .then()
                .statusCode(200)
                .body("score", equalTo(60.0f))
                .body("band", equalTo("GOOD"))
                .body("direction", equalTo("HIGHER_IS_BETTER"))
                .body("policyVersion", equalTo("experience@1"))
                .body("customerName", equalTo("Kim Example"))
                .body("contributions", hasSize(3))
                .body("contributions.eventId", hasItem(breached.envelope().id().toString()))
                .body("contributions.find { it.label == 'First reply came late' }.points", equalTo(-5.0f));
        as(TenantId.DEFAULT)
                .get("/experience/scores?limit=500")
                .then()
                .statusCode(200)
                .body("items.customerId", hasItem(kim.id().toString()));
    }

    @Test
    void shouldSaySoWhenThereIsNotEnoughEvidence() {
        as(TenantId.DEFAULT)
                .get("/experience/customers/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("not enough evidence"));
    }

    @Test
    void shouldKeepTenantsApartWhenScoresAreRead() {
        // given
        var kim = Kim.of(log);
        log.send(Topics.CARE, kim.recovered());
        log.await("a score", () -> evidence(kim) == 1);

        // then
        as(new TenantId("other"))
                .get("/experience/customers/" + kim.id())
                .then()
                .statusCode(404);
        as(new TenantId("other")).get("/experience/scores").then().body("items", hasSize(0));
    }

    @Test
    void shouldCountEachMessageOnceByItsDirectionWhenMessagesComeTwice() {
        // given
        var tenant = new TenantId("balance-" + UUID.randomUUID());
        var kim = Kim.of(log);
        var wrote = in(tenant, kim.wrote(Automation.NONE));
        var wroteAgain = in(tenant, kim.wrote(Automation.NONE));
        var automatic = in(tenant, kim.wrote(Automation.AUTO_REPLY));
        var answered = in(tenant, kim.wasAnswered());

        // when
        log.send(Topics.INTERACTIONS, answered, wrote, answered, wrote, automatic, wroteAgain, wroteAgain);

        // then
        log.await(
                "three messages",
                () -> log.query(
                                        "select 1 from contact_day where tenant = ? and inward = 2 and outward = 1",
                                        tenant.value())
                                .size()
                        == 1);
        as(tenant)
                .get("/experience/balance?days=7")
                .then()
                .statusCode(200)
                .body("inward", equalTo(2))
                .body("outward", equalTo(1))
                .body("index", equalTo(1f / 3))
                .body("formulaId", equalTo("outward-share@1"))
                .body("byDay", hasSize(7))
                .body("byDay[6].inward", equalTo(2));
    }

    @Test
    void shouldForgetWhatNoNumberLooksBackTo() {
        // given
        var old = Kim.of(log);
        var young = Kim.of(log);
        var longAgo = new TenantId("long-ago-" + UUID.randomUUID());
        var lately = new TenantId("lately-" + UUID.randomUUID());
        log.send(Topics.CARE, old.recovered(), young.recovered());
        log.send(
                Topics.INTERACTIONS, in(longAgo, old.wrote(Automation.NONE)), in(lately, young.wrote(Automation.NONE)));
        log.await("the evidence", () -> evidence(old) == 1 && evidence(young) == 1);
        log.await("the messages", () -> contactDays(longAgo) == 1 && contactDays(lately) == 1);
        age(old, 751);
        age(young, 749);
        age(longAgo, 401);
        age(lately, 399);

        // when
        cleaner.clean().await().atMost(Duration.ofSeconds(30));

        // then
        assertThat(List.of(evidence(old), contactDays(longAgo))).containsOnly(0);
        assertThat(List.of(evidence(young), contactDays(lately))).containsOnly(1);
    }

    private int contactDays(TenantId tenant) {
        return log.query("select 1 from contact_day where tenant = ?", tenant.value())
                .size();
    }

    private void age(Kim kim, int days) {
        log.query(
                "update evidence set at = at - make_interval(days => ?) where customer_id = ?",
                days,
                kim.id().value());
    }

    private void age(TenantId tenant, int days) {
        log.query("update contact_day set day = day - ? where tenant = ?", days, tenant.value());
    }

    @Test
    void shouldShowSatisfactionWithItsFormulaAndIntervalWhenAsked() {
        // given
        var tenant = new TenantId("csat-" + UUID.randomUUID());
        as(tenant)
                .get("/experience/csat")
                .then()
                .statusCode(200)
                .body("n", equalTo(0))
                .body("value", equalTo(null))
                .body("interval", equalTo(null));
        for (int rating : List.of(5, 4, 4, 2)) {
            rate(tenant, rating);
        }

        // then
        as(tenant)
                .get("/experience/csat?days=2")
                .then()
                .statusCode(200)
                .body("formulaId", equalTo("csat-5pt-top2@1"))
                .body("scale.satisfiedFrom", equalTo(4))
                .body("n", equalTo(4))
                .body("satisfied", equalTo(3))
                .body("value", equalTo(75.0f))
                .body("interval.confidence", equalTo(0.95f))
                .body("interval.low", notNullValue())
                .body("distribution.count", contains(0, 1, 0, 2, 1))
                .body("byDay", hasSize(2))
                .body("byDay[1].n", equalTo(4))
                .body("byDay[1].satisfied", equalTo(3));
    }

    @Test
    void shouldRefuseWhenNobodyIsSignedIn() {
        given().get("/experience/csat").then().statusCode(401);
        given().get("/experience/scores").then().statusCode(401);
        given().get("/experience/balance").then().statusCode(401);
    }

    private void rate(TenantId tenant, int rating) {
        var kim = Kim.of(log);
        log.send(Topics.CONVERSATIONS, in(tenant, kim.resolved()));
        var url = log.await(() -> log.outbox().stream()
                        .filter(row -> row.key().equals(tenant + ":" + kim.id()))
                        .findFirst())
                .payload()
                .get("url")
                .asText();
        given().formParam("rating", rating)
                .post(url.substring(url.indexOf("/survey/")))
                .then()
                .statusCode(200);
    }

    private <T> Event<T> in(TenantId tenant, Event<T> event) {
        return log.event(tenant, UUID.fromString(event.envelope().key().split(":", 2)[1]), event.data());
    }

    private int evidence(Kim kim) {
        return log.query(
                        "select 1 from evidence where customer_id = ?", kim.id().value())
                .size();
    }

    private OutboxRow last(Kim kim) {
        return log.outbox().stream()
                .filter(row ->
                        row.type().equals(SCORE) && row.key().endsWith(kim.id().toString()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static RequestSpecification as(TenantId tenant) {
        return given().auth().oauth2(TestTokens.token(tenant.value(), UUID.randomUUID(), "agent"));
    }
}
