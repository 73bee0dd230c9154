package io.rapport.sandbox.vonage;

import static io.rapport.sandbox.FakePlatform.VONAGE_KEY;
import static io.rapport.sandbox.FakePlatform.VONAGE_NUMBER;
import static io.rapport.sandbox.FakePlatform.VONAGE_SECRET;
import static io.rapport.sandbox.FakePlatform.VONAGE_SIGNATURE_SECRET;
import static io.rapport.sandbox.phone.Customer.PATIENCE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.sandbox.FakePlatform;
import io.rapport.sandbox.FakePlatform.Call;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.phone.Customer;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.sms.BusyNumbers;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FakePlatform.class)
class VonageIT {
    private final String mark = UUID.randomUUID().toString();

    @Inject
    People people;

    @Inject
    Clock clock;

    FakePlatform platform;

    private Customer customer;

    @BeforeEach
    void meet() {
        customer = new Customer(
                people.meet("bart-" + mark + "@example.com", "Bartholomew Testwell")
                        .orElseThrow(),
                Network.SMS,
                VONAGE_NUMBER);
    }

    @Test
    void shouldSignTheFieldsAsVonageDoes() {
        // computed apart from this code: printf '&msisdn=…&text=Tea _ cake _ Grüße&timestamp=…' | openssl dgst -sha256
        // -hmac secret
        assertThat(VonageSignature.of(
                        Map.of("text", "Tea & cake = Grüße", "msisdn", "447700900000", "timestamp", "1893553445"),
                        "secret"))
                .isEqualTo("9b73c50b4b4a5e22f214d1c8fdb0fb80a13b30006a2c3b5ad49e057466c55f01");
    }

    @Test
    void shouldBringACustomersMessageSignedAnewUntilItIsTaken() {
        // given
        platform.reluctance.put(mark, new AtomicInteger(1));
        // when
        customer.writes("Hello? " + mark);
        customer.waitsUntil("Hello? " + mark, "SENT");
        // then
        var calls = platform.calls(mark);
        assertThat(calls).extracting(Call::answer).containsExactly(503, 200);
        assertThat(calls).allMatch(this::isGenuine);
        assertThat(calls.getLast().form())
                .containsEntry("msisdn", bare())
                .containsEntry("to", VONAGE_NUMBER.substring(1))
                .containsEntry("api-key", VONAGE_KEY)
                .containsEntry("text", "Hello? " + mark)
                .containsEntry("type", "text")
                .containsEntry("keyword", "HELLO?")
                .containsEntry("messageId", customer.find("Hello? " + mark, "id"))
                .doesNotContainKey("concat");
        assertThat(calls.getFirst().form().get("nonce"))
                .isNotEqualTo(calls.getLast().form().get("nonce"));
    }

    @Test
    void shouldBringLongMessagesInParts() {
        // when
        var text = "ж".repeat(100) + mark;
        customer.writes(text);
        customer.waitsUntil(text, "SENT");
        // then
        var parts = platform.calls(bare()).stream().map(Call::form).toList();
        assertThat(parts)
                .extracting(it -> it.get("text"))
                .containsExactly(text.substring(0, 67), text.substring(67, 134), text.substring(134));
        assertThat(parts).extracting(it -> it.get("concat-part")).containsExactly("1", "2", "3");
        assertThat(parts).extracting(it -> it.get("messageId")).doesNotHaveDuplicates();
        assertThat(parts)
                .extracting(it -> it.get("concat-ref"))
                .containsOnly(parts.getFirst().get("concat-ref"));
        assertThat(parts)
                .allSatisfy(it -> assertThat(it)
                        .containsEntry("concat", "true")
                        .containsEntry("concat-total", "3")
                        .containsEntry("type", "unicode"));
    }

    @Test
    void shouldTakeTheCompanysMessageAndReportOnEachPart() {
        // given
        var text = "x".repeat(150) + mark;
        // when
        var answer = send(message(
                        bare(),
                        Map.of(
                                "text",
                                text,
                                "client-ref",
                                "ours " + mark,
                                "callback",
                                platform.url("/webhooks/vonage/sandbox/status"))))
                .body("message-count", is("2"))
                .body("messages[0].status", is("0"))
                .body("messages[0].to", is(bare()))
                .body("messages[0].client-ref", is("ours " + mark))
                .body("messages[0].message-id", matchesPattern("[0-9A-F]{16}"))
                .extract();
        // then
        customer.waitsUntil(text, "DELIVERED");
        await("both parts are reported").atMost(PATIENCE).until(() -> receipts().size() == 2);
        assertThat(receipts())
                .extracting(it -> it.form().get("messageId"))
                .isEqualTo(answer.<List<String>>path("messages.message-id"));
        assertThat(receipts()).allMatch(this::isGenuine).allSatisfy(it -> {
            assertThat(it.url()).endsWith("/status");
            assertThat(it.form())
                    .containsEntry("status", "delivered")
                    .containsEntry("err-code", "0")
                    .containsEntry("msisdn", bare())
                    .containsEntry("to", VONAGE_NUMBER.substring(1));
        });
    }

    @Test
    void shouldReportWhatDoesNotArrive() {
        // given
        var una = people.with(People.UNREACHABLE).orElseThrow().phone().substring(1);
        var callback =
                Map.of("callback", platform.url("/webhooks/vonage/sandbox/status"), "client-ref", "ours " + mark);
        // when
        send(message(una, callback)).body("messages[0].status", is("0"));
        send(message("447700900997", callback)).body("messages[0].status", is("0"));
        // then
        await("both are reported")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receipts())
                        .extracting(it -> it.form().get("msisdn")
                                + it.form().get("status")
                                + it.form().get("err-code"))
                        .containsExactlyInAnyOrder(una + "expired2", "447700900997failed3"));
    }

    @Test
    void shouldLoseWhatTheShortAlphabetHasNotWhenAskedForPlainText() {
        // when
        send(message(bare(), Map.of("text", "Привет? " + mark)));
        send(message(bare(), Map.of("text", "Привет! " + mark, "type", "unicode")));
        // then
        customer.waitsUntil("??????? " + mark, "DELIVERED");
        customer.waitsUntil("Привет! " + mark, "DELIVERED");
    }

    @Test
    void shouldRefuseAsVonageDoes() {
        refused(Map.of("text", ""), "2");
        refused(Map.of("to", "+" + bare()), "3");
        refused(Map.of("api_secret", "wrong"), "4");
        refused(Map.of("text", "x".repeat(3201)), "12");
        refused(Map.of("from", "442079460999"), "15");
        refused(Map.of("to", BusyNumbers.ALWAYS.substring(1)), "1");
        given().contentType(ContentType.JSON)
                .body(message(bare(), Map.of("api_secret", "wrong")))
                .post("/sms/json")
                .then()
                .statusCode(200)
                .body("messages[0].status", is("4"));
    }

    private void refused(Map<String, String> changes, String status) {
        send(message(bare(), changes)).body("messages[0].status", is(status));
    }

    private List<Call> receipts() {
        return platform.calls("client-ref=ours+" + mark);
    }

    private String bare() {
        return customer.person().phone().substring(1);
    }

    private boolean isGenuine(Call call) {
        var fields = new HashMap<>(call.form());
        var sig = fields.remove("sig");
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(fields.get("timestamp"))), clock.instant());
        return VonageSignature.of(fields, VONAGE_SIGNATURE_SECRET).equals(sig)
                && age.compareTo(Duration.ofMinutes(5)) < 0;
    }

    private static Map<String, String> message(String to, Map<String, String> changes) {
        var fields = new HashMap<>(Map.of(
                "api_key",
                VONAGE_KEY,
                "api_secret",
                VONAGE_SECRET,
                "from",
                VONAGE_NUMBER.substring(1),
                "to",
                to,
                "text",
                "Hello"));
        fields.putAll(changes);
        return fields;
    }

    private static ValidatableResponse send(Map<String, String> fields) {
        return given().contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(fields)
                .post("/sms/json")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON);
    }
}
