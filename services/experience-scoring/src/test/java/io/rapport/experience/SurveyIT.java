package io.rapport.experience;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Topics;
import io.rapport.platform.outbox.Cleaner;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
class SurveyIT {
    private static final String DUE = "rapport.experience.survey-due.v1";
    private static final String FEEDBACK = "rapport.experience.feedback-given.v1";
    private static final String SCORE = "rapport.experience.score-changed.v1";

    @InjectTestLog
    TestLog log;

    @Inject
    Cleaner cleaner;

    @Test
    void shouldAskOnceWhenAResolutionArrivesTwice() {
        // given
        var kim = Kim.of(log);
        var resolved = kim.resolved();
        var last = Kim.of(log);

        // when
        log.send(Topics.CONVERSATIONS, resolved, resolved, resolved, last.resolved());

        // then
        var due = due(kim);
        due(last);
        assertThat(of(kim, DUE)).hasSize(1);
        assertThat(due.topic()).isEqualTo(Topics.EXPERIENCE);
        assertThat(due.causationId()).isEqualTo(resolved.envelope().id().toString());
        assertThat(due.payload().at("/customer/name").asText()).isEqualTo("Kim Example");
        assertThat(due.payload().at("/thread/id").asText())
                .isEqualTo(kim.thread().id().toString());
        assertThat(due.payload().get("url").asText()).matches("http://localhost:8093/survey/[A-Za-z0-9_-]{43}");
    }

    @Test
    void shouldForgetOldSurveysAlone() {
        // given
        var old = Kim.of(log);
        var young = Kim.of(log);
        log.send(Topics.CONVERSATIONS, old.resolved(), young.resolved());
        due(old);
        due(young);
        age(old, 401);
        age(young, 399);
        // when
        cleaner.clean().await().atMost(Duration.ofSeconds(30));
        // then
        assertThat(log.query(
                        "select 1 from survey where customer_id = ?", old.id().value()))
                .isEmpty();
        assertThat(log.query(
                        "select 1 from survey where customer_id = ?", young.id().value()))
                .hasSize(1);
    }

    private void age(Kim customer, int days) {
        log.query(
                "update survey set asked_at = asked_at - make_interval(days => ?) where customer_id = ?",
                days,
                customer.id().value());
    }

    @Test
    void shouldAskAgainWhenAConversationIsResolvedAgain() {
        // given
        var kim = Kim.of(log);

        // when
        log.send(Topics.CONVERSATIONS, kim.resolved(), kim.resolved());

        // then
        log.await("two surveys", () -> of(kim, DUE).size() == 2);
    }

    @Test
    void shouldKeepOnlyTheHashWhenATokenIsGivenOut() {
        // given
        var kim = Kim.of(log);
        log.send(Topics.CONVERSATIONS, kim.resolved());

        // when
        var token = token(kim);

        // then
        assertThat(log.query("select 1 from survey where survey::text like '%' || ? || '%'", token))
                .isEmpty();
    }

    @Test
    void shouldRecordNothingWhenThePageIsOpened() {
        // given
        var token = asked(Kim.of(log));

        // when
        given().queryParam("rating", 4)
                .get("/survey/" + token)
                // then
                .then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .body(containsString("How satisfied are you"))
                .body(containsString("value=\"4\" required checked"))
                .body(not(containsString("<script")));
        given().head("/survey/" + token).then().statusCode(200);
        assertThat(log.query(
                        "select 1 from survey where answered_at is not null and token_hash = sha256(?::bytea)",
                        token.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @Test
    void shouldRecordOnceAndSaySoKindlyWhenAnsweredTwice() {
        // given
        var kim = Kim.of(log);
        var token = asked(kim);

        // when
        answer(token, "2", "Took <b>ages</b>").statusCode(200).body(containsString("Thank you!"));
        answer(token, "5", "").statusCode(409).body(containsString("already have your answer"));
        given().get("/survey/" + token).then().statusCode(200).body(containsString("already have your answer"));

        // then
        var feedback = of(kim, FEEDBACK);
        assertThat(feedback).singleElement().satisfies(row -> {
            assertThat(row.payload().get("rating").asInt()).isEqualTo(2);
            assertThat(row.payload().get("satisfied").asBoolean()).isFalse();
            assertThat(row.payload().get("comment").asText()).isEqualTo("Took <b>ages</b>");
            assertThat(row.payload().get("formulaId").asText()).isEqualTo("csat-5pt-top2@1");
            assertThat(row.payload().get("agentId").asText())
                    .isEqualTo(kim.agent().toString());
            assertThat(row.correlationId()).isEqualTo(due(kim).correlationId());
            assertThat(row.causationId()).isEqualTo(due(kim).id().toString());
        });
        assertThat(of(kim, SCORE)).singleElement().satisfies(row -> {
            assertThat(row.payload().get("score").asDouble()).isEqualTo(35.0);
            assertThat(row.payload().get("band").asText()).isEqualTo("POOR");
            assertThat(row.payload().at("/contributions/0/eventId").asText())
                    .isEqualTo(feedback.getFirst().id().toString());
        });
    }

    @Test
    void shouldRecordExactlyOneWhenManyAnswersComeAtOnce() {
        // given
        var kim = Kim.of(log);
        var token = asked(kim);

        // when
        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> answer(token, "4", "").extract().statusCode()))
                .toList();

        // then
        assertThat(answers.stream().map(CompletableFuture::join))
                .containsOnlyOnce(200)
                .contains(409);
        assertThat(of(kim, FEEDBACK)).hasSize(1);
        assertThat(of(kim, SCORE)).hasSize(1);
    }

    @Test
    void shouldKeepWhatWasTypedWhenTheFormIsIncomplete() {
        // given
        var kim = Kim.of(log);
        var token = asked(kim);

        // when
        answer(token, "", "All <fine> & well")
                // then
                .statusCode(422)
                .body(containsString("Please choose one of the five answers"))
                .body(containsString("All &lt;fine&gt; &amp; well"));
        answer(token, "4", "x".repeat(2_001)).statusCode(422).body(containsString("keep it to 2000"));
        assertThat(of(kim, FEEDBACK)).isEmpty();
        answer(token, "4", "é".repeat(2_000)).statusCode(200);
    }

    @Test
    void shouldSaySoWhenATokenIsUnknownOrExpired() {
        // given
        var kim = Kim.of(log);
        var token = asked(kim);
        var unknown = "x".repeat(43);

        // when
        log.query(
                "update survey set expires_at = now() - interval '1 hour' where customer_id = ?",
                kim.id().value());

        // then
        given().get("/survey/" + token).then().statusCode(410).body(containsString("expired"));
        answer(token, "4", "").statusCode(410);
        given().get("/survey/" + unknown).then().statusCode(404).body(containsString("do not know this page"));
        answer(unknown, "4", "").statusCode(404);
        given().get("/survey/short").then().statusCode(404).contentType("text/html;charset=UTF-8");
        assertThat(of(kim, FEEDBACK)).isEmpty();
    }

    @Test
    void shouldRefuseWhenABodyIsFarTooLarge() {
        // given
        var token = asked(Kim.of(log));

        // then
        answer(token, "4", "x".repeat(40_000)).statusCode(413);
    }

    private static io.restassured.response.ValidatableResponse answer(String token, String rating, String comment) {
        return given().contentType(ContentType.URLENC.withCharset("UTF-8"))
                .formParam("rating", rating)
                .formParam("comment", comment)
                .post("/survey/" + token)
                .then();
    }

    private String asked(Kim kim) {
        log.send(Topics.CONVERSATIONS, kim.resolved());
        return token(kim);
    }

    private String token(Kim kim) {
        var url = due(kim).payload().get("url").asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private OutboxRow due(Kim kim) {
        return log.await(() -> of(kim, DUE).stream().findFirst());
    }

    private List<OutboxRow> of(Kim kim, String type) {
        return log.outbox().stream()
                .filter(row ->
                        row.type().equals(type) && row.key().endsWith(kim.id().toString()))
                .toList();
    }
}
