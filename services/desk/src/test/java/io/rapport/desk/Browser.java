package io.rapport.desk;

import static io.restassured.RestAssured.given;

import io.rapport.contracts.value.AgentId;
import io.rapport.platform.testkit.TestLog;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A signed-in browser. */
public record Browser(AgentId agentId, String cookie, String csrfToken) {
    public static final String DEMO_PASSWORD = "demo-password-of-the-tests";
    public static final String ADA = "ada@example.com";
    public static final String BEN = "ben@example.com";

    /** Signs in as soon as the account is there. */
    public static Browser of(TestLog log, String email) {
        return of(log, email, DEMO_PASSWORD);
    }

    public static Browser of(TestLog log, String email, String password) {
        log.await(
                "the account",
                () -> log.query("select 1 from account where email = ?", email).size() == 1);
        var signedIn = tryToSignIn(email, password).then().statusCode(200).extract();
        return new Browser(
                AgentId.of(signedIn.path("account.id")),
                signedIn.cookie("rapport_session"),
                signedIn.path("csrfToken"));
    }

    public static Response tryToSignIn(String email, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", password))
                .post("/api/session");
    }

    /** Makes an agent of the default tenant. */
    public AgentId create(String email, String name) {
        var id = changing()
                .body(Map.of("email", email, "displayName", name, "roles", Set.of("agent"), "password", DEMO_PASSWORD))
                .post("/api/admin/agents")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        return AgentId.of(id);
    }

    public RequestSpecification reading() {
        return given().cookie("rapport_session", cookie);
    }

    public RequestSpecification changing() {
        return reading().contentType(ContentType.JSON).header("X-CSRF-Token", csrfToken);
    }

    public Response reply(UUID conversation, UUID id, String text) {
        return changing().body(Map.of("id", id, "text", text)).post("/api/conversations/" + conversation + "/replies");
    }
}
