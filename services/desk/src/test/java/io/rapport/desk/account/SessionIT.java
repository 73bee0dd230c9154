package io.rapport.desk.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Topics;
import io.rapport.contracts.value.AgentId;
import io.rapport.desk.Browser;
import io.rapport.desk.DeskResource;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(DeskResource.class)
class SessionIT {
    @InjectTestLog
    TestLog log;

    @Test
    void shouldMakeTheDemoAccountsWhenAskedTo() {
        // when
        var ada = Browser.of(log, Browser.ADA);

        // then
        ada.reading()
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("account.displayName", is("Ada Example"))
                .body("account.roles", hasItems("agent", "supervisor", "admin"))
                .body("tenant", is("default"))
                .body("csrfToken", is(ada.csrfToken()));
        assertThat(told(ada.agentId(), "rapport.agents.agent-profile-changed.v1"))
                .anySatisfy(profile -> assertThat(profile).contains("\"capacity\":20", "\"autoAccept\":false"));
    }

    @Test
    void shouldKeepTheCookieFromScriptsAndOtherSites() {
        // given
        Browser.of(log, Browser.BEN);

        // when
        var answer = Browser.tryToSignIn(Browser.BEN, Browser.DEMO_PASSWORD);

        // then
        answer.then()
                .header("Set-Cookie", containsStringIgnoringCase("HttpOnly"))
                .header("Set-Cookie", containsStringIgnoringCase("SameSite=Lax"))
                .header("Set-Cookie", containsStringIgnoringCase("Path=/"));
        var rows = log.query("select token_hash from session");
        assertThat(rows.toString()).doesNotContain(answer.cookie("rapport_session"));
    }

    @Test
    void shouldAnswerTheSameWhenThePasswordOrTheAddressIsWrong() {
        // given
        Browser.of(log, Browser.BEN);

        // when
        var wrongPassword = Browser.tryToSignIn(Browser.BEN, "not-the-password");
        var unknown = Browser.tryToSignIn("nobody@example.com", "not-the-password");

        // then
        wrongPassword.then().statusCode(401).contentType("application/problem+json");
        assertThat(unknown.asString()).isEqualTo(wrongPassword.asString());
        assertThat(unknown.statusCode()).isEqualTo(401);
    }

    @Test
    void shouldSlowDownWhenSomebodyGuesses() {
        // given
        var address = UUID.randomUUID() + "@example.com";
        for (int i = 0; i < 10; i++) {
            Browser.tryToSignIn(address, "guess-" + i).then().statusCode(401);
        }

        // then
        Browser.tryToSignIn(address, "guess").then().statusCode(429).body("detail", containsString("Wait"));
    }

    @Test
    void shouldRefuseWhenNobodyIsSignedIn() {
        for (var path : List.of("session", "conversations", "agents", "stream", "care/summary", "nothing")) {
            given().get("/api/" + path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("status", is(401));
        }
        given().cookie("rapport_session", "made-up").get("/api/agents").then().statusCode(401);
    }

    @Test
    void shouldRefuseChangesWhenTheTokenOfThePageIsMissing() {
        // given
        var ben = Browser.of(log, Browser.BEN);

        // then
        for (var request : List.of(
                ben.reading(),
                ben.reading().header("X-CSRF-Token", ben.csrfToken().substring(1)))) {
            request.contentType(ContentType.JSON)
                    .body(Map.of("presence", "AWAY"))
                    .put("/api/me/presence")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void shouldTellRoutingWhenAnAgentComesPausesAndLeaves() {
        // given
        var ada = Browser.of(log, Browser.ADA);
        var agent = ada.create("comes-and-goes@example.com", "Gil Example");
        var gil = Browser.of(log, "comes-and-goes@example.com");

        // when
        gil.changing()
                .body(Map.of("presence", "AWAY"))
                .put("/api/me/presence")
                .then()
                .statusCode(200)
                .body("account.presence", is("AWAY"));
        gil.changing()
                .body(Map.of("presence", "AWAY"))
                .put("/api/me/presence")
                .then()
                .statusCode(200);
        gil.changing().delete("/api/session").then().statusCode(204);

        // then
        gil.reading().get("/api/session").then().statusCode(401);
        assertThat(told(agent, "rapport.agents.agent-presence-changed.v1"))
                .map(event -> event.replaceAll(".*\"presence\":\"([A-Z]+)\".*", "$1"))
                .containsExactly("AVAILABLE", "AWAY", "OFFLINE");
    }

    @Test
    void shouldOfferNobodyWorkWhenTheLastSessionHasRunOut() {
        // given
        var agent = Browser.of(log, Browser.ADA).create("forgot-to-leave@example.com", "Fay Example");
        var fay = Browser.of(log, "forgot-to-leave@example.com");

        // when
        log.query("update session set expires_at = now() - interval '1 second' where account_id = ?", agent.value());

        // then
        log.await(
                "the end of the session",
                () -> told(agent, "rapport.agents.agent-presence-changed.v1")
                        .getLast()
                        .contains("OFFLINE"));
        fay.reading().get("/api/session").then().statusCode(401);
    }

    @Test
    void shouldRefuseWhenAnAgentWantsToAdminister() {
        // given
        var ben = Browser.of(log, Browser.BEN);

        // then
        ben.changing()
                .body(Map.of("email", "x@example.com", "displayName", "X"))
                .post("/api/admin/agents")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldChangeAnAccountAndRefuseASecondOfTheSameAddress() {
        // given
        var ada = Browser.of(log, Browser.ADA);
        var agent = ada.create("changes@example.com", "Eve Example");

        // when
        ada.changing()
                .body(Map.of(
                        "displayName",
                        "Eve Changed",
                        "roles",
                        Set.of("agent"),
                        "capacity",
                        3,
                        "autoAccept",
                        true,
                        "presence",
                        "AVAILABLE"))
                .put("/api/admin/agents/" + agent)
                .then()
                .statusCode(204);

        // then
        assertThat(told(agent, "rapport.agents.agent-profile-changed.v1").getLast())
                .contains("Eve Changed", "\"capacity\":3", "\"autoAccept\":true", "\"active\":true");
        ada.reading()
                .get("/api/agents")
                .then()
                .body("find { it.id == '%s' }.presence".formatted(agent), is("AVAILABLE"));
        ada.changing()
                .body(Map.of("email", "Changes@Example.com", "displayName", "Eve Again"))
                .post("/api/admin/agents")
                .then()
                .statusCode(409);
    }

    @Test
    void shouldExplainWhenARequestCannotBeRead() {
        // given
        var ada = Browser.of(log, Browser.ADA);

        // then
        ada.changing()
                .body("{\"presence\": \"SOMEWHERE\"}")
                .put("/api/me/presence")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", not(containsString("Exception")));
        ada.changing().body("{").put("/api/me/presence").then().statusCode(400).contentType("application/problem+json");
        ada.reading().get("/api/nothing").then().statusCode(404).contentType("application/problem+json");
        ada.reading()
                .get("/api/conversations/not-an-id")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        ada.changing()
                .body("{\"presence\": \"" + "x".repeat(2_000_000) + "\"}")
                .put("/api/me/presence")
                .then()
                .statusCode(413);
    }

    @Test
    void shouldProtectThePagesOfTheConsole() {
        given().get("/.well-known/jwks.json")
                .then()
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", is("nosniff"))
                .header("Referrer-Policy", is("same-origin"));
    }

    private List<String> told(AgentId agent, String type) {
        return log.outbox().stream()
                .filter(row -> row.topic().equals(Topics.AGENTS)
                        && row.type().equals(type)
                        && row.key().equals("default:" + agent))
                .map(row -> row.payload().toString())
                .toList();
    }
}
