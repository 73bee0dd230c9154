package io.rapport.desk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.desk.Browser;
import io.rapport.desk.DeskResource;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(DeskResource.class)
class GatewayIT {
    @InjectTestLog
    TestLog log;

    private Browser ben;

    @BeforeEach
    void signIn() {
        ben = Browser.of(log, Browser.BEN);
    }

    @Test
    void shouldPassACallOnWithoutTheCookie() {
        // when
        var answer = ben.reading().urlEncodingEnabled(false).get("/api/customers/42?a=b%20c&d=e");

        // then
        answer.then()
                .statusCode(200)
                .body("method", is("GET"))
                .body("uri", is("/customers/42?a=b%20c&d=e"))
                .body("cookie", is("null"))
                .body("authorization", containsString("Bearer ey"));
        assertThat(answer.cookies()).isEmpty();
    }

    @Test
    void shouldPassTheBodyOnWhenSomethingIsChanged() {
        ben.changing()
                .body(Map.of("text", "We are sorry"))
                .post("/api/care/recoveries/7/apology")
                .then()
                .statusCode(200)
                .body("method", is("POST"))
                .body("uri", is("/care/recoveries/7/apology"))
                .body("contentType", containsString("application/json"))
                .body("body", is("{'text':'We are sorry'}"));
    }

    @Test
    void shouldRefuseAChangeWhenThePageDoesNotProveItself() {
        ben.reading().body("{}").post("/api/care/recoveries/7/apology").then().statusCode(403);
    }

    @Test
    void shouldSayWhichPartFailsWhenAServiceFails() {
        for (var path : new String[] {"fails", "stranger"}) {
            ben.reading()
                    .get("/api/care/" + path)
                    .then()
                    .statusCode(502)
                    .contentType("application/problem+json")
                    .body("detail", containsString("care-follow-up"))
                    .body("detail", not(containsString("Exception")));
        }
    }

    @Test
    void shouldSayWhichPartIsLateWhenAServiceDoesNotAnswer() {
        ben.reading()
                .get("/api/care/slow")
                .then()
                .statusCode(504)
                .contentType("application/problem+json")
                .body("detail", containsString("took too long"));
    }

    @Test
    void shouldSayWhichPartIsAwayWhenAServiceCannotBeReached() {
        ben.reading()
                .get("/api/experience/csat")
                .then()
                .statusCode(502)
                .contentType("application/problem+json")
                .body("detail", containsString("experience-scoring"));
    }

    @Test
    void shouldPassTheReasonOnWhenAServiceRefuses() {
        ben.reading()
                .get("/api/care/late")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", is("Closed already."));
    }
}
