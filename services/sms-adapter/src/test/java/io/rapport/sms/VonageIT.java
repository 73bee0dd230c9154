package io.rapport.sms;

import static io.rapport.sms.Told.texts;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Topics;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.sms.provider.vonage.StandInVonage;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(ProvidersResource.class)
class VonageIT {
    private static final String WEBHOOK = "/webhooks/vonage/vonage";
    private static final Clock CLOCK = Clock.systemUTC();

    @InjectTestLog
    TestLog log;

    @Inject
    PayloadStore store;

    StandInVonage vonage;

    private final String customer = "49151" + ThreadLocalRandom.current().nextLong(10_000_000, 100_000_000);

    @Test
    void shouldTellTheLogWhenAMessageComesByPostOrGet() {
        // given
        var posted = id();
        var got = id();
        // when
        post(message(posted, "By post")).statusCode(200);
        given().urlEncodingEnabled(false)
                .get(WEBHOOK + "?" + StandInVonage.signed(message(got, "By get"), CLOCK))
                .then()
                .statusCode(200);
        // then
        assertThat(texts(log, posted)).containsExactly("By post");
        assertThat(texts(log, got)).containsExactly("By get");
    }

    @Test
    void shouldTellTheLogWhenAMessageComesByTheMessagesApi() {
        // given
        var id = id();
        var body =
                "{\"channel\":\"sms\",\"message_uuid\":\"%s\",\"to\":\"447700900000\",\"from\":\"%s\",\"message_type\":\"text\",\"text\":\"Hi\"}"
                        .formatted(id, customer);
        // when
        given().header("Authorization", StandInVonage.token(body, CLOCK))
                .contentType("application/json")
                .body(body)
                .post(WEBHOOK)
                .then()
                .statusCode(200);
        // then
        assertThat(texts(log, id)).containsExactly("Hi");
    }

    @Test
    void shouldAskToComeAgainWhenACallIsNotSigned() {
        given().contentType("application/x-www-form-urlencoded")
                .body("msisdn=" + customer + "&to=447700900000&messageId=1&text=Hi")
                .post(WEBHOOK)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue());
    }

    @Test
    void shouldRefuseWhenASignatureIsWrong() {
        given().contentType("application/x-www-form-urlencoded")
                .body(StandInVonage.signed(message(id(), "Hi"), CLOCK).replace("text=Hi", "text=Ho"))
                .post(WEBHOOK)
                .then()
                .statusCode(403);
    }

    @Test
    void shouldJoinSegmentsWhenTheyComeTwiceAndOutOfOrder() {
        // given
        var id = id();
        // when
        post(part(id, "c", 3, 3)).statusCode(200);
        post(part(id, "a", 1, 3)).statusCode(200);
        post(part(id, "c", 3, 3)).statusCode(200);
        assertThat(texts(log, id + 1)).isEmpty();
        post(part(id, "b", 2, 3)).statusCode(200);
        post(part(id, "a", 1, 3)).statusCode(200);
        post(part(id, "b", 2, 3)).statusCode(200);
        // then
        assertThat(texts(log, id + 1)).containsExactly("abc");
        assertThat(texts(log, id + 2)).isEmpty();
        assertThat(texts(log, id + 3)).isEmpty();
    }

    @Test
    void shouldJoinTheNextMessageWhenItsNumberComesAgain() {
        // given
        var first = id();
        var second = id();
        // when
        post(part(first, "a", 1, 2)).statusCode(200);
        post(part(first, "b", 2, 2)).statusCode(200);
        post(part(second, "d", 2, 2)).statusCode(200);
        post(part(second, "c", 1, 2)).statusCode(200);
        // then
        assertThat(texts(log, first + 1)).containsExactly("ab");
        assertThat(texts(log, second + 1)).containsExactly("cd");
    }

    @Test
    void shouldTellWhatIsThereWhenASegmentNeverComes() {
        // given
        var id = id();
        // when
        post(part(id, "a", 1, 3)).statusCode(200);
        post(part(id, "c", 3, 3)).statusCode(200);
        log.await("the message as far as it is there", () -> !texts(log, id + 1).isEmpty());
        post(part(id, "b", 2, 3)).statusCode(200);
        // then
        log.await("the late segment", () -> !texts(log, id + 2).isEmpty());
        assertThat(texts(log, id + 1)).containsExactly("a[…]c");
        assertThat(texts(log, id + 2)).containsExactly("[…]b[…]");
    }

    @Test
    void shouldSetAsideSegmentsAndReportsThatCannotBeRead() {
        // given
        var id = id();
        var misfit = part(id, "Lost and found", 3, 2);
        var report = new HashMap<>(Map.of("msisdn", customer, "to", "447700900000", "messageId", id()));
        // when
        post(misfit).statusCode(200);
        given().contentType("application/x-www-form-urlencoded")
                .body(StandInVonage.signed(report, CLOCK))
                .post(WEBHOOK + "/status")
                .then()
                .statusCode(200);
        // then
        assertStillUnreadable("The fields concat-part and concat-total do not fit.");
        assertStillUnreadable("The field status is missing.");
        // when: it can be read
        misfit.put("concat-total", "3");
        var readable = store.putRaw(
                TenantId.DEFAULT, StandInVonage.signed(misfit, CLOCK).getBytes(StandardCharsets.UTF_8));
        assertThat(Replay.of(log, StandInVonage.NUMBER, readable)).isEmpty();
        // then: it is a segment still
        log.await("the segment", () -> texts(log, id + 3).equals(List.of("[…]Lost and found")));
    }

    private void assertStillUnreadable(String reason) {
        var payload = Replay.quarantined(log, StandInVonage.NUMBER, reason)
                .path("payload")
                .asText();
        assertThat(Replay.of(log, StandInVonage.NUMBER, payload)).isEqualTo(reason);
    }

    @Test
    void shouldSendAndTellHowFarItGot() {
        // given
        var message = Messages.to(Channel.SMS, StandInVonage.NUMBER, "+" + customer, "Hello " + UUID.randomUUID());
        var event = log.event(message.thread().id().value(), message);
        // when
        log.send(Topics.outbound(Channel.SMS), event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        var taken = vonage.taken(message.text()).getFirst();
        var report = Map.of(
                "msisdn",
                customer,
                "to",
                "447700900000",
                "messageId",
                id(),
                "status",
                "failed",
                "err-code",
                "9",
                "client-ref",
                taken.get("client-ref"));
        given().contentType("application/x-www-form-urlencoded")
                .body(StandInVonage.signed(report, CLOCK))
                .post(WEBHOOK + "/status")
                .then()
                .statusCode(200);
        // then
        assertThat(log.delivery(event, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("OPTED_OUT");
    }

    private ValidatableResponse post(Map<String, String> fields) {
        return given().contentType("application/x-www-form-urlencoded")
                .body(StandInVonage.signed(fields, CLOCK))
                .post(WEBHOOK)
                .then();
    }

    private Map<String, String> part(String id, String text, int number, int total) {
        var fields = message(id + number, text);
        fields.putAll(Map.of(
                "concat",
                "true",
                "concat-ref",
                "7",
                "concat-total",
                Integer.toString(total),
                "concat-part",
                Integer.toString(number)));
        return fields;
    }

    private Map<String, String> message(String id, String text) {
        return new HashMap<>(Map.of(
                "msisdn",
                customer,
                "to",
                "447700900000",
                "messageId",
                id,
                "text",
                text,
                "type",
                "text",
                "keyword",
                ""));
    }

    /** Of all events with this id the distinct ones. */
    private static String id() {
        return UUID.randomUUID().toString();
    }
}
