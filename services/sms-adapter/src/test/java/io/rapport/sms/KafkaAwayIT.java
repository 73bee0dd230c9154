package io.rapport.sms;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.rapport.platform.testkit.KafkaAway;
import io.rapport.sms.provider.twilio.StandInTwilio;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(KafkaAway.class)
@WithTestResource(ProvidersResource.class)
class KafkaAwayIT {
    @Test
    void shouldAskToComeAgainWhenKafkaIsAway() {
        var fields = Map.of("MessageSid", "SM1", "From", "+4915112345678", "To", StandInTwilio.NUMBER);
        given().header(
                        "X-Twilio-Signature",
                        StandInTwilio.signature(ProvidersResource.PUBLIC_URL + "/webhooks/twilio/main", fields))
                .contentType("application/x-www-form-urlencoded")
                .body("MessageSid=SM1&From=%2B4915112345678&To=%2B14155552671")
                .post("/webhooks/twilio/main")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .contentType("application/problem+json");
    }
}
