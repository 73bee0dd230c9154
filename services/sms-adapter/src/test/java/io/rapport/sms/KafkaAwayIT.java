package io.rapport.sms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.rapport.platform.testkit.KafkaAway;
import io.rapport.sms.provider.smpp.StandInSmsc;
import io.rapport.sms.provider.twilio.StandInTwilio;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(KafkaAway.class)
@WithTestResource(
        value = ProvidersResource.class,
        initArgs = @ResourceArg(name = ProvidersResource.BEHIND_PROXY, value = ""))
class KafkaAwayIT {
    StandInSmsc smsc;

    @Test
    void shouldAskToComeAgainWhenKafkaIsAway() {
        call("sms.example.com")
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .contentType("application/problem+json");
    }

    @Test
    void shouldNotTrustASignatureOfAnotherAddressThanTheProxyNames() {
        call("other.example.com").statusCode(403);
    }

    private static ValidatableResponse call(String forwardedHost) {
        var fields = Map.of("MessageSid", "SM1", "From", "+4915112345678", "To", StandInTwilio.NUMBER);
        return given().header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", forwardedHost)
                .header(
                        "X-Twilio-Signature",
                        StandInTwilio.signature(ProvidersResource.PUBLIC_URL + "/webhooks/twilio/main", fields))
                .contentType("application/x-www-form-urlencoded")
                .body("MessageSid=SM1&From=%2B4915112345678&To=%2B14155552671")
                .post("/webhooks/twilio/main")
                .then();
    }

    @Test
    void shouldAskTheCentreToComeAgainWhenKafkaIsAway() throws Exception {
        while (smsc.binds() == 0) {
            Thread.onSpinWait();
        }
        assertThat(smsc.deliver("+4915112345678", 0, 0, "Hello".getBytes(StandardCharsets.US_ASCII), Map.of()))
                .isEqualTo(SMPPConstant.STAT_ESME_RX_T_APPN);
    }
}
