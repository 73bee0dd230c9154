package io.rapport.social;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.rapport.platform.testkit.KafkaAway;
import io.rapport.social.provider.telegram.StandInTelegram;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(KafkaAway.class)
@WithTestResource(NetworksResource.class)
class KafkaAwayIT {
    @Test
    void shouldAskToComeAgainWhenKafkaIsAway() {
        given().header("X-Telegram-Bot-Api-Secret-Token", StandInTelegram.SECRET_TOKEN)
                .contentType("application/json")
                .body("""
                        {"update_id":1,"message":{"message_id":1,"date":1,"text":"Hi","chat":{"id":5,"type":"private"}}}""")
                .post("/webhooks/telegram/main")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .contentType("application/problem+json");
    }

    @Test
    void shouldNotSayThatAnAccountIsUnknownWhenItMayBeOnTheLog() {
        given().contentType("application/json")
                .body("{}")
                .post("/webhooks/telegram/other")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue());
    }
}
