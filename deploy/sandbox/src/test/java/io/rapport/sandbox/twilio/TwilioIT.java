package io.rapport.sandbox.twilio;

import static io.rapport.sandbox.FakePlatform.TWILIO_ACCOUNT;
import static io.rapport.sandbox.FakePlatform.TWILIO_NUMBER;
import static io.rapport.sandbox.FakePlatform.TWILIO_TOKEN;
import static io.rapport.sandbox.phone.Customer.PATIENCE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import com.twilio.security.RequestValidator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.sandbox.FakePlatform;
import io.rapport.sandbox.FakePlatform.Call;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.phone.Customer;
import io.rapport.sandbox.phone.Network;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FakePlatform.class)
class TwilioIT {
    /** Twilio's own library. */
    private final RequestValidator validator = new RequestValidator(TWILIO_TOKEN);

    private final String mark = UUID.randomUUID().toString();

    @Inject
    People people;

    FakePlatform platform;

    private Customer customer;

    @BeforeEach
    void meet() {
        customer = new Customer(
                people.meet("carla-" + mark + "@example.com", "Carla Example").orElseThrow(),
                Network.SMS,
                TWILIO_NUMBER);
    }

    @Test
    void shouldBringACustomersMessageSignedAsTwilioSigns() {
        // when
        customer.writes("Grüße & <" + mark + "> + 100%");
        // then
        var call = await("the webhook is called").atMost(PATIENCE).until(this::calls, it -> it.size() == 1);
        var form = call.getFirst().form();
        assertThat(form)
                .containsEntry("From", customer.person().phone())
                .containsEntry("To", TWILIO_NUMBER)
                .containsEntry("AccountSid", TWILIO_ACCOUNT)
                .containsEntry("Body", "Grüße & <" + mark + "> + 100%")
                .containsEntry("NumMedia", "0");
        assertThat(form.get("MessageSid")).matches("SM[0-9a-f]{32}");
        assertThat(call.getFirst().url()).isEqualTo(platform.url("/webhooks/twilio/sandbox"));
        assertThat(isGenuine(call.getFirst())).isTrue();
        customer.waitsUntil("Grüße & <" + mark + "> + 100%", "SENT");
    }

    @Test
    void shouldBringFilesByAddressesThatAskForTheAccountsCredentials() {
        // when
        customer.writes("look " + mark, Customer.hasPicture(), Customer.has("text/vcard", 100));
        // then
        var call = await("the webhook is called").atMost(PATIENCE).until(this::calls, it -> it.size() == 1);
        var form = call.getFirst().form();
        var message = "/2010-04-01/Accounts/" + TWILIO_ACCOUNT + "/Messages/" + form.get("MessageSid");
        assertThat(isGenuine(call.getFirst())).isTrue();
        assertThat(form)
                .containsEntry("NumMedia", "2")
                .containsEntry("MediaContentType0", "image/png")
                .containsEntry("MediaContentType1", "text/vcard");
        assertThat(form.get("MessageSid")).matches("MM[0-9a-f]{32}");
        assertThat(form.get("MediaUrl0")).matches("http://localhost:[0-9]+" + message + "/Media/ME[0-9a-f]{32}");
        var picture = URI.create(form.get("MediaUrl0")).getPath();
        given().get(picture).then().statusCode(401).body("code", is(20003));
        authenticated().redirects().follow(false).get(picture).then().statusCode(307);
        authenticated().get(picture).then().statusCode(200).contentType("image/png");
        assertThat(authenticated().get(picture).asByteArray()).isEqualTo(Customer.PICTURE);
        authenticated().get(picture + "0").then().statusCode(404).body("code", is(20404));
        // and for who compares
        list(Map.of("To", TWILIO_NUMBER))
                .body("messages.find { it.body == 'look " + mark + "' }.num_media", is("2"))
                .body(
                        "messages.find { it.body == 'look " + mark + "' }.subresource_uris.media",
                        is(message + "/Media.json"));
        authenticated()
                .get(message + "/Media.json")
                .then()
                .statusCode(200)
                .body("media_list.content_type", is(List.of("image/png", "text/vcard")))
                .body("media_list[0].uri", is(picture + ".json"));
        given().get(message + "/Media.json").then().statusCode(401);
    }

    @Test
    void shouldSendNoFilesThatPictureMessagesDoNotTake() {
        refuses(List.of(Customer.has("text/html", 1))).body("detail", containsString("pictures, sounds, films"));
        refuses(List.of(Customer.has("image/jpeg", 3_000_000), Customer.has("image/jpeg", 3_000_000)))
                .body("detail", containsString("5 MB together"));
        refuses(Collections.nCopies(11, Customer.hasPicture())).body("detail", containsString("ten files"));
        // and the other numbers take none at all
        for (var number : List.of(FakePlatform.VONAGE_NUMBER, FakePlatform.SMPP_NUMBER)) {
            var other = new Customer(customer.person(), Network.SMS, number);
            other.writes(Map.of("text", "look", "files", List.of(Customer.hasPicture()), "to", number))
                    .statusCode(400)
                    .body("detail", is("Messages of this network take no files."));
        }
        customer.phone().body("phones.findAll { it.network == 'SMS' }.takesFiles", is(List.of(true, false, false)));
    }

    private ValidatableResponse refuses(List<String> files) {
        return customer.writes(Map.of("text", "look", "files", files, "to", TWILIO_NUMBER))
                .statusCode(400);
    }

    @Test
    void shouldCallAgainAsOftenAsTheAddressAsks() {
        // given
        platform.reluctance.put("twice" + mark, new AtomicInteger(2));
        platform.reluctance.put("always" + mark, new AtomicInteger(100));
        // when
        customer.writes("twice" + mark);
        customer.writes("always" + mark);
        // then
        await("the third call is taken")
                .atMost(PATIENCE)
                .until(
                        () -> platform.calls("twice" + mark).stream()
                                .map(Call::answer)
                                .toList(),
                        List.of(503, 503, 200)::equals);
        assertThat(platform.calls("twice" + mark))
                .extracting(it -> it.headers().getFirst("I-Twilio-Idempotency-Token"))
                .containsOnly(
                        platform.calls("twice" + mark).getFirst().headers().getFirst("I-Twilio-Idempotency-Token"));
        customer.waitsUntil("always" + mark, "FAILED");
        assertThat(platform.calls("always" + mark)).hasSize(3);
    }

    @Test
    void shouldTakeTheCompanysMessageAndReportEachStepInOrder() {
        // when
        var sid = send(Map.of(
                        "To",
                        customer.person().phone(),
                        "From",
                        TWILIO_NUMBER,
                        "Body",
                        "Schönen Gruß " + mark,
                        "StatusCallback",
                        platform.url("/webhooks/twilio/sandbox/status?command=1&customer=" + mark)))
                .statusCode(201)
                .body("sid", matchesPattern("SM[0-9a-f]{32}"))
                .body("status", is("queued"))
                .body("to", is(customer.person().phone()))
                .body("body", is("Schönen Gruß " + mark))
                .extract()
                .<String>path("sid");
        // then
        await("it is reported")
                .atMost(PATIENCE)
                .until(
                        () -> platform.calls(sid).stream()
                                .map(it -> it.form().get("MessageStatus"))
                                .toList(),
                        List.of("sent", "delivered")::equals);
        assertThat(platform.calls(sid)).allSatisfy(call -> {
            assertThat(call.url()).endsWith("/status?command=1&customer=" + mark);
            assertThat(isGenuine(call)).isTrue();
        });
        customer.waitsUntil("Schönen Gruß " + mark, "DELIVERED");
    }

    @Test
    void shouldFetchTheFilesOfAMessageAndShowThem() {
        // given
        var here = "http://localhost:" + RestAssured.port + "/api/files/";
        var page = given().contentType("text/html")
                .body("<p>Hello</p>")
                .post("/api/files?name=a.html")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        // when
        send(withMedia("Look " + mark, List.of(here + Customer.hasPicture())))
                .statusCode(201)
                .body("num_media", is("1"));
        var refused = send(withMedia("Not this " + mark, List.of(here + page)))
                .statusCode(201)
                .extract()
                .<String>path("sid");
        // then
        customer.waitsUntil("Look " + mark, "DELIVERED");
        var shown = customer.<String>find("Look " + mark, "files[0].id");
        assertThat(given().get("/api/files/" + shown).asByteArray()).isEqualTo(Customer.PICTURE);
        await("it is reported")
                .atMost(PATIENCE)
                .until(() -> !platform.calls(refused).isEmpty());
        assertThat(platform.calls(refused).getFirst().form())
                .containsEntry("MessageStatus", "failed")
                .containsEntry("ErrorCode", "12300");
        send(withMedia("x", Collections.nCopies(11, here + page)))
                .statusCode(400)
                .body("code", is(21623));
        send(withMedia("x", List.of("nowhere"))).statusCode(400).body("code", is(21620));
    }

    private Map<String, ?> withMedia(String text, List<String> media) {
        return Map.of(
                "To",
                customer.person().phone(),
                "From",
                TWILIO_NUMBER,
                "Body",
                text,
                "StatusCallback",
                platform.url("/webhooks/twilio/sandbox/status?command=1"),
                "MediaUrl",
                media);
    }

    @Test
    void shouldReportThatAMessageReachesNobody() {
        // given
        var una = people.with(People.UNREACHABLE).orElseThrow();
        // when
        var off = send(text(una.phone(), "off")).statusCode(201).extract().<String>path("sid");
        var nobody =
                send(text("+447700900997", "nobody")).statusCode(201).extract().<String>path("sid");
        // then
        await("both are reported").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(platform.calls(off))
                    .last()
                    .satisfies(it -> assertThat(it.form())
                            .containsEntry("MessageStatus", "undelivered")
                            .containsEntry("ErrorCode", "30003"));
            assertThat(platform.calls(nobody))
                    .last()
                    .satisfies(it -> assertThat(it.form()).containsEntry("ErrorCode", "30005"));
        });
    }

    @Test
    void shouldSendNothingToWhoHasStoppedUntilTheyStartAgain() {
        // given
        customer.writes("Stop");
        customer.waitsUntil("Stop", "SENT");
        customer.phone().body("phones.find { it.network == 'SMS' }.messages.findAll { !it.mine }.size()", is(1));
        // then
        send(text(customer.person().phone(), "Hello"))
                .statusCode(400)
                .body("code", is(21610))
                .body("message", is("Attempt to send to unsubscribed recipient"))
                .body("more_info", is("https://www.twilio.com/docs/errors/21610"))
                .body("status", is(400));
        // when
        customer.writes("START");
        customer.waitsUntil("START", "SENT");
        // then
        send(text(customer.person().phone(), "Hello again")).statusCode(201);
    }

    @Test
    void shouldListWhatCustomersWroteAlsoWhenNobodyTookIt() {
        // given
        platform.reluctance.put("lost" + mark, new AtomicInteger(100));
        customer.writes("taken" + mark);
        customer.waitsUntil("taken" + mark, "SENT");
        customer.writes("lost" + mark);
        customer.waitsUntil("lost" + mark, "FAILED");
        var today = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        // when
        var first = list(Map.of("To", TWILIO_NUMBER, "DateSent>", today.toString(), "PageSize", "1"))
                .statusCode(200)
                .body("messages.size()", is(1))
                .body("messages[0].body", is("lost" + mark))
                .body("messages[0].direction", is("inbound"))
                .body("messages[0].from", is(customer.person().phone()))
                .body("messages[0].num_media", is("0"))
                .extract();
        var second = authenticated().urlEncodingEnabled(false).get(first.<String>path("next_page_uri"));
        // then
        second.then().body("messages[0].body", is("taken" + mark));
        list(Map.of("To", customer.person().phone())).body("messages.size()", is(0));
        list(Map.of("DateSent>", "yesterday")).statusCode(400);
        given().get("/2010-04-01/Accounts/" + TWILIO_ACCOUNT + "/Messages.json")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse list(Map<String, String> query) {
        return authenticated()
                .queryParams(query)
                .get("/2010-04-01/Accounts/" + TWILIO_ACCOUNT + "/Messages.json")
                .then();
    }

    private static RequestSpecification authenticated() {
        return given().auth().preemptive().basic(TWILIO_ACCOUNT, TWILIO_TOKEN);
    }

    @Test
    void shouldRefuseWhatTwilioRefuses() {
        given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .auth()
                .preemptive()
                .basic(TWILIO_ACCOUNT, "a-wrong-token")
                .formParams(text(customer.person().phone(), "Hello"))
                .post("/2010-04-01/Accounts/" + TWILIO_ACCOUNT + "/Messages.json")
                .then()
                .statusCode(401)
                .body("code", is(20003));
        send(text("+15005550001", "Hello")).statusCode(400).body("code", is(21211));
        send(text("07700 900000", "Hello")).statusCode(400).body("code", is(21211));
        send(text("+15005550009", "Hello")).statusCode(400).body("code", is(21614));
        send(text(customer.person().phone(), " ")).statusCode(400).body("code", is(21602));
        send(text(customer.person().phone(), "x".repeat(1601))).statusCode(400).body("code", is(21617));
        send(Map.of("From", TWILIO_NUMBER, "Body", "x")).statusCode(400).body("code", is(21604));
        send(Map.of("To", customer.person().phone(), "Body", "x"))
                .statusCode(400)
                .body("code", is(21603));
        send(Map.of("To", customer.person().phone(), "From", "+442079460999", "Body", "x"))
                .statusCode(400)
                .body("code", is(21606));
    }

    private List<Call> calls() {
        return platform.calls.stream()
                .filter(it -> it.url().endsWith("/twilio/sandbox")
                        && it.form().getOrDefault("Body", "").contains(mark))
                .toList();
    }

    private boolean isGenuine(Call call) {
        return validator.validate(call.url(), call.form(), call.headers().getFirst("X-Twilio-Signature"));
    }

    private Map<String, String> text(String to, String body) {
        return Map.of(
                "To", to, "From", TWILIO_NUMBER, "Body", body, "StatusCallback", platform.url("/webhooks/twilio/s"));
    }

    private static ValidatableResponse send(Map<String, ?> form) {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .auth()
                .preemptive()
                .basic(TWILIO_ACCOUNT, TWILIO_TOKEN)
                .formParams(form)
                .post("/2010-04-01/Accounts/" + TWILIO_ACCOUNT + "/Messages.json")
                .then();
    }
}
