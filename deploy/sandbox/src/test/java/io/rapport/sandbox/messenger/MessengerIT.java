package io.rapport.sandbox.messenger;

import static io.rapport.sandbox.FakePlatform.INSTAGRAM_PROFILE;
import static io.rapport.sandbox.FakePlatform.MESSENGER_PAGE;
import static io.rapport.sandbox.FakePlatform.PAGE_SECRET;
import static io.rapport.sandbox.FakePlatform.PAGE_TOKEN;
import static io.rapport.sandbox.phone.Customer.PATIENCE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.sandbox.FakePlatform;
import io.rapport.sandbox.FakePlatform.Call;
import io.rapport.sandbox.meta.HubSignature;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.phone.Customer;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FakePlatform.class)
class MessengerIT {
    private static final String SHOP = "Example Shop";

    private final String mark = UUID.randomUUID().toString();

    @Inject
    People people;

    @Inject
    Messages messages;

    @Inject
    Clock clock;

    @Inject
    ObjectMapper json;

    FakePlatform platform;

    private Customer onMessenger;
    private Customer onInstagram;

    @BeforeEach
    void meet() {
        var person =
                people.meet("chloe-" + mark + "@example.com", "Chloé Exemple").orElseThrow();
        onMessenger = new Customer(person, Network.MESSENGER, SHOP);
        onInstagram = new Customer(person, Network.INSTAGRAM, SHOP);
    }

    @Test
    void shouldBringACustomersMessageSignedUntilItIsTaken() {
        // given
        platform.reluctance.put("Bonjour " + mark, new AtomicInteger(1));
        // when
        onMessenger.writes("Bonjour " + mark);
        onMessenger.waitsUntil("Bonjour " + mark, "SENT");
        onInstagram.writes("Salut " + mark);
        onInstagram.waitsUntil("Salut " + mark, "SENT");
        // then
        var calls = platform.calls("Bonjour " + mark);
        assertThat(calls).extracting(Call::answer).containsExactly(503, 200);
        assertThat(calls).allSatisfy(it -> {
            assertThat(it.url()).endsWith("/webhooks/meta/messenger");
            assertThat(it.headers().getFirst("X-Hub-Signature-256"))
                    .isEqualTo(HubSignature.of(it.body().getBytes(StandardCharsets.UTF_8), PAGE_SECRET));
        });
        var told = read(calls.getFirst());
        assertThat(told.path("object").asText()).isEqualTo("page");
        assertThat(told.at("/entry/0/id").asText()).isEqualTo(MESSENGER_PAGE);
        assertThat(event(calls.getFirst()).at("/sender/id").asText())
                .isEqualTo(onMessenger.person().messenger());
        assertThat(event(calls.getFirst()).at("/recipient/id").asText()).isEqualTo(MESSENGER_PAGE);
        assertThat(event(calls.getFirst()).at("/message/mid").asText())
                .isEqualTo(onMessenger.find("Bonjour " + mark, "id"));
        var instagram = platform.calls("Salut " + mark).getFirst();
        assertThat(instagram.url()).endsWith("/webhooks/meta/instagram");
        assertThat(read(instagram).path("object").asText()).isEqualTo("instagram");
        assertThat(event(instagram).at("/sender/id").asText())
                .isEqualTo(onInstagram.person().instagram());
    }

    @Test
    void shouldGiveTheAddressOfAPictureThatCameWithAMessage() {
        // when
        onInstagram.writes("look " + mark, Customer.hasPicture());
        onInstagram.waitsUntil("look " + mark, "SENT");
        // then
        var picture = event(platform.calls("look " + mark).getFirst()).at("/message/attachments/0");
        assertThat(picture.path("type").asText()).isEqualTo("image");
        var address = picture.at("/payload/url").asText();
        assertThat(address).startsWith("http://localhost:");
        assertThat(given().get(address.replaceFirst("http://[^/]*", ""))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray())
                .isEqualTo(Customer.PICTURE);
    }

    @Test
    void shouldSayTheCompanysMessageAgainAndReportHowFarItGot() {
        // given
        onMessenger.writes("Hello " + mark);
        // when
        var id = send(MESSENGER_PAGE, onMessenger.person().messenger(), "Answer " + mark, Map.of())
                .statusCode(200)
                .body("recipient_id", is(onMessenger.person().messenger()))
                .body("message_id", startsWith("m_"))
                .extract()
                .<String>path("message_id");
        // then
        onMessenger.waitsUntil("Answer " + mark, "DELIVERED");
        var echo = onlyEvent(id, "message");
        assertThat(echo.at("/message/is_echo").asBoolean()).isTrue();
        assertThat(echo.at("/message/metadata").asText()).isEqualTo("ours " + mark);
        assertThat(echo.at("/sender/id").asText()).isEqualTo(MESSENGER_PAGE);
        assertThat(echo.at("/recipient/id").asText())
                .isEqualTo(onMessenger.person().messenger());
        var delivery = onlyEvent(id, "delivery");
        assertThat(delivery.at("/sender/id").asText())
                .isEqualTo(onMessenger.person().messenger());
        // when
        onMessenger.looks();
        // then
        await("it is read")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                platform.calls("\"read\"").stream().map(this::event))
                        .anySatisfy(it -> {
                            assertThat(it.at("/sender/id").asText())
                                    .isEqualTo(onMessenger.person().messenger());
                            assertThat(it.at("/read/watermark").asLong())
                                    .isGreaterThanOrEqualTo(
                                            delivery.at("/delivery/watermark").asLong());
                        }));
    }

    @Test
    void shouldSendAFileThatWasUploaded() {
        // given
        onInstagram.writes("Hello " + mark);
        var id = upload(INSTAGRAM_PROFILE, "image", Map.of("platform", "instagram"))
                .statusCode(200)
                .extract()
                .<String>path("attachment_id");
        var message = json.createObjectNode();
        message.putObject("attachment")
                .put("type", "image")
                .putObject("payload")
                .put("attachment_id", id);
        // when
        var mid = send(INSTAGRAM_PROFILE, onInstagram.person().instagram(), message, Map.of())
                .statusCode(200)
                .extract()
                .<String>path("message_id");
        // then
        onInstagram.waitsUntil("", "DELIVERED");
        assertThat(onInstagram.<String>find("", "files[0].name")).isEqualTo("lamp.png");
        assertThat(onlyEvent(mid, "message")
                        .at("/message/attachments/0/payload/url")
                        .asText())
                .endsWith(id);
    }

    @Test
    void shouldRefuseFilesThatDoNotFit() {
        upload(INSTAGRAM_PROFILE, "image", Map.of()).statusCode(400).body("error.code", is(100));
        upload(MESSENGER_PAGE, "image", Map.of("platform", "instagram")).body("error.code", is(100));
        upload(MESSENGER_PAGE, "video", Map.of()).body("error.error_subcode", is(2018047));
        given().header("Authorization", "Bearer " + PAGE_TOKEN)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/messenger/v23.0/" + MESSENGER_PAGE + "/message_attachments")
                .then()
                .statusCode(400)
                .body("error.code", is(100));
        given().multiPart("filedata", "lamp.png", Customer.PICTURE, "image/png")
                .post("/messenger/v23.0/" + MESSENGER_PAGE + "/message_attachments")
                .then()
                .statusCode(401);
    }

    @Test
    void shouldNameTheMessageThatWasReadOnInstagram() {
        // given
        onInstagram.writes("Hello " + mark);
        // when
        var id = send(INSTAGRAM_PROFILE, onInstagram.person().instagram(), "Answer " + mark, Map.of())
                .statusCode(200)
                .extract()
                .<String>path("message_id");
        onInstagram.waitsUntil("Answer " + mark, "DELIVERED");
        onInstagram.looks();
        // then
        assertThat(onlyEvent(id, "read").at("/read/mid").asText()).isEqualTo(id);
        assertThat(onlyEvent(id, "message").at("/message").has("metadata")).isFalse();
        assertThat(platform.calls(id)).noneMatch(it -> event(it).has("delivery"));
    }

    @Test
    void shouldTakeOnlyPeoplesAnswersAfterADayAndNoneAfterAWeek() {
        var late = Map.of("messaging_type", "MESSAGE_TAG", "tag", "HUMAN_AGENT");
        var party = onMessenger.person().messenger();
        // given
        wrote(Duration.ofDays(8));
        // then
        send(MESSENGER_PAGE, party, "too late", late)
                .statusCode(400)
                .body("error.code", is(10))
                .body("error.error_subcode", is(2018278));
        // given
        wrote(Duration.ofHours(25));
        // then
        send(MESSENGER_PAGE, party, "too late", Map.of())
                .statusCode(400)
                .body("error.code", is(10))
                .body("error.error_subcode", is(2018278));
        send(MESSENGER_PAGE, party, "Late " + mark, late).statusCode(200);
        onMessenger.waitsUntil("Late " + mark, "DELIVERED");
        send(MESSENGER_PAGE, party, "x", Map.of("messaging_type", "MESSAGE_TAG", "tag", "SALE"))
                .body("error.code", is(100));
    }

    @Test
    void shouldRefuseAsTheSendApiDoes() {
        var party = onMessenger.person().messenger();
        given().header("Authorization", "Bearer wrong")
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/messenger/v23.0/" + MESSENGER_PAGE + "/messages")
                .then()
                .statusCode(401)
                .body("error.code", is(190));
        send("1", party, "x", Map.of()).body("error.code", is(100)).body("error.error_subcode", is(33));
        send(MESSENGER_PAGE, party, "nobody has written", Map.of()).body("error.error_subcode", is(2018001));
        // known to the other network only
        send(INSTAGRAM_PROFILE, party, "x", Map.of()).body("error.error_subcode", is(2018001));
        send(MESSENGER_PAGE, party, " ", Map.of()).statusCode(400).body("error.code", is(100));
        send(MESSENGER_PAGE, party, "x".repeat(2001), Map.of()).body("error.code", is(100));
        send(INSTAGRAM_PROFILE, party, "é".repeat(501), Map.of()).body("error.message", startsWith("(#100) Length"));
        // given
        var una = people.with(People.UNREACHABLE).orElseThrow();
        new Customer(una, Network.MESSENGER, SHOP).writes("Hello");
        // then
        send(MESSENGER_PAGE, una.messenger(), "x", Map.of())
                .statusCode(400)
                .body("error.code", is(551))
                .body("error.error_subcode", is(1545041));
    }

    @Test
    void shouldTellWhoHasWritten() {
        // given
        onMessenger.writes("Hello " + mark);
        onInstagram.writes("Salut " + mark);
        var onPage = onMessenger.person().messenger();
        var onProfile = onInstagram.person().instagram();
        // then
        profile(onPage, "first_name,last_name")
                .statusCode(200)
                .body("", is(Map.of("first_name", "Chloé", "last_name", "Exemple", "id", onPage)));
        profile(onPage, "id,name,name").body("", is(Map.of("name", "Chloé Exemple", "id", onPage)));
        profile(onProfile, "name,username")
                .statusCode(200)
                .body(
                        "",
                        is(Map.of(
                                "name",
                                "Chloé Exemple",
                                "username",
                                "chloe_" + mark.replace('-', '_'),
                                "id",
                                onProfile)));
        profile(onPage, "name,username").statusCode(400).body("error.code", is(100));
    }

    @Test
    void shouldRefuseProfilesAsTheUserProfileApiDoes() {
        var stranger = onMessenger.person().messenger();
        for (var unknown : List.of("1", stranger, MESSENGER_PAGE)) {
            profile(unknown, "name")
                    .statusCode(400)
                    .body("error.type", is("GraphMethodException"))
                    .body("error.code", is(100))
                    .body("error.error_subcode", is(33));
        }
        profile(onInstagram.person().instagram(), "name").statusCode(400).body("error.code", is(230));
        given().header("Authorization", "Bearer wrong")
                .get("/messenger/v23.0/" + stranger + "?fields=name")
                .then()
                .statusCode(401)
                .body("error.code", is(190));
    }

    private static ValidatableResponse profile(String person, String fields) {
        return given().header("Authorization", "Bearer " + PAGE_TOKEN)
                .get("/messenger/v23.0/" + person + "?fields=" + fields)
                .then();
    }

    /** Long ago. */
    private void wrote(Duration ago) {
        messages.put(new Message(
                "m_" + UUID.randomUUID(),
                Network.MESSENGER,
                SHOP,
                onMessenger.person().address(),
                true,
                "Hello",
                List.of(),
                State.SENT,
                null,
                null,
                clock.instant().minus(ago)));
    }

    /** The one event of a kind in which this id stands. */
    private JsonNode onlyEvent(String id, String kind) {
        return await(kind)
                .atMost(PATIENCE)
                .until(
                        () -> platform.calls(id).stream()
                                .map(this::event)
                                .filter(it -> it.has(kind))
                                .toList(),
                        it -> it.size() == 1)
                .getFirst();
    }

    private JsonNode event(Call call) {
        return read(call).at("/entry/0/messaging/0");
    }

    private JsonNode read(Call call) {
        try {
            return json.readTree(call.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ValidatableResponse upload(String page, String kind, Map<String, String> fields) {
        var request = given().header("Authorization", "Bearer " + PAGE_TOKEN)
                .multiPart("message", "{\"attachment\":{\"type\":\"" + kind + "\",\"payload\":{\"is_reusable\":true}}}")
                .multiPart("filedata", "lamp.png", Customer.PICTURE, "image/png");
        fields.forEach(request::multiPart);
        return request.post("/messenger/v23.0/" + page + "/message_attachments").then();
    }

    private ValidatableResponse send(String page, String to, String text, Map<String, String> how) {
        return send(page, to, json.createObjectNode().put("text", text).put("metadata", "ours " + mark), how);
    }

    private ValidatableResponse send(String page, String to, JsonNode message, Map<String, String> how) {
        var body = json.createObjectNode().put("messaging_type", "RESPONSE");
        body.putObject("recipient").put("id", to);
        body.set("message", message);
        how.forEach(body::put);
        return given().header("Authorization", "Bearer " + PAGE_TOKEN)
                .contentType(ContentType.JSON)
                .body(body.toString())
                .post("/messenger/v23.0/" + page + "/messages")
                .then();
    }
}
