package io.rapport.sandbox.whatsapp;

import static io.rapport.sandbox.FakePlatform.WHATSAPP_NUMBER_ID;
import static io.rapport.sandbox.FakePlatform.WHATSAPP_SECRET;
import static io.rapport.sandbox.FakePlatform.WHATSAPP_TOKEN;
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
import io.rapport.sandbox.phone.Network;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FakePlatform.class)
class WhatsAppIT {
    private final String mark = UUID.randomUUID().toString();

    @Inject
    People people;

    @Inject
    ObjectMapper json;

    FakePlatform platform;

    private Customer customer;

    @BeforeEach
    void meet() {
        customer = new Customer(
                people.meet("lucia-" + mark + "@example.com", "Lucía Ejemplo").orElseThrow(),
                Network.WHATSAPP,
                "+442079460101");
    }

    @Test
    void shouldSignTheBodyAsMetaDoes() {
        // computed apart from this code: printf '{"object":"page"}' | openssl dgst -sha256 -hmac secret
        assertThat(HubSignature.of("{\"object\":\"page\"}".getBytes(StandardCharsets.UTF_8), "secret"))
                .isEqualTo("sha256=c1456f83e15385a03562cbe2eaaa918ec5e06b4f170f909283a2781c7924e4d1");
    }

    @Test
    void shouldBringACustomersMessageSignedUntilItIsTaken() throws Exception {
        // given
        platform.reluctance.put("¡Hola! " + mark, new AtomicInteger(2));
        // when
        customer.writes("¡Hola! " + mark);
        customer.waitsUntil("¡Hola! " + mark, "SENT");
        // then
        var calls = platform.calls("¡Hola! " + mark);
        assertThat(calls).extracting(Call::answer).containsExactly(503, 503, 200);
        assertThat(calls).extracting(Call::body).containsOnly(calls.getFirst().body());
        assertThat(calls.getFirst().headers().getFirst("X-Hub-Signature-256"))
                .isEqualTo(HubSignature.of(calls.getFirst().body().getBytes(StandardCharsets.UTF_8), WHATSAPP_SECRET));
        var value = value(calls.getFirst());
        assertThat(value.path("metadata").path("phone_number_id").asText()).isEqualTo(WHATSAPP_NUMBER_ID);
        assertThat(value.path("contacts").path(0).path("profile").path("name").asText())
                .isEqualTo("Lucía Ejemplo");
        assertThat(value.path("messages").path(0).path("from").asText())
                .isEqualTo(customer.person().whatsApp());
        assertThat(value.path("messages").path(0).path("text").path("body").asText())
                .isEqualTo("¡Hola! " + mark);
        assertThat(value.path("messages").path(0).path("id").asText()).startsWith("wamid.");
    }

    @Test
    void shouldHandOutThePictureThatCameWithAMessage() throws Exception {
        // when
        customer.writes("look " + mark, Customer.hasPicture());
        customer.waitsUntil("look " + mark, "SENT");
        // then
        var image = value(platform.calls("look " + mark).getFirst())
                .path("messages")
                .path(0)
                .path("image");
        var url = authorized()
                .get("/v23.0/" + image.path("id").asText())
                .then()
                .statusCode(200)
                .body("mime_type", is("image/png"))
                .body("file_size", is(Customer.PICTURE.length))
                .extract()
                .<String>path("url");
        assertThat(authorized().get(url).then().statusCode(200).extract().asByteArray())
                .isEqualTo(Customer.PICTURE);
        given().get(url).then().statusCode(404);
        authorized().get("/v23.0/1").then().statusCode(400).body("error.code", is(100));
    }

    @Test
    void shouldShowTheCompanysFilesOnThePhone() {
        // given
        customer.writes("Hello " + mark);
        var picture = upload("lid.png", "image/png", Customer.PICTURE)
                .statusCode(200)
                .extract()
                .<String>path("id");
        var bill = upload("b", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .extract()
                .<String>path("id");
        // when
        send(file("image", Map.of("id", picture, "caption", "Look " + mark))).statusCode(200);
        send(file("document", Map.of("id", bill, "filename", "bill.pdf", "caption", "Pay " + mark)))
                .statusCode(200);
        // then
        customer.waitsUntil("Look " + mark, "DELIVERED");
        assertThat(customer.<String>find("Look " + mark, "files[0].name")).isEqualTo("lid.png");
        customer.waitsUntil("Pay " + mark, "DELIVERED");
        assertThat(customer.<String>find("Pay " + mark, "files[0].name")).isEqualTo("bill.pdf");
        var shown = customer.<String>find("Look " + mark, "files[0].id");
        assertThat(given().get("/api/files/" + shown).asByteArray()).isEqualTo(Customer.PICTURE);
        // what WhatsApp does not take
        upload("a.gif", "image/gif", new byte[1]).statusCode(400).body("error.code", is(100));
        upload("large.png", "image/png", new byte[5 * 1024 * 1024 + 1])
                .statusCode(400)
                .body("error.code", is(131053));
        send(file("image", Map.of("id", bill))).statusCode(400).body("error.code", is(131009));
        given().multiPart("file", "a.png", new byte[1], "image/png")
                .post("/v23.0/" + WHATSAPP_NUMBER_ID + "/media")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse upload(String name, String type, byte[] content) {
        return authorized()
                .multiPart("messaging_product", "whatsapp")
                .multiPart("file", name, content, type)
                .post("/v23.0/" + WHATSAPP_NUMBER_ID + "/media")
                .then();
    }

    private Map<String, Object> file(String kind, Map<String, String> media) {
        return Map.of("messaging_product", "whatsapp", "to", customer.person().whatsApp(), "type", kind, kind, media);
    }

    @Test
    void shouldReportHowFarTheCompanysMessageGot() {
        // given
        customer.writes("Hello " + mark);
        // when
        var id = send(text(customer.person().whatsApp(), "Answer " + mark))
                .statusCode(200)
                .body("messages[0].id", startsWith("wamid."))
                .body("contacts[0].wa_id", is(customer.person().whatsApp()))
                .extract()
                .<String>path("messages[0].id");
        // then
        await("it arrives").atMost(PATIENCE).until(() -> statuses(id), List.of("sent", "delivered")::equals);
        customer.waitsUntil("Answer " + mark, "DELIVERED");
        // when
        customer.looks();
        // then
        await("it is read").atMost(PATIENCE).until(() -> statuses(id), List.of("sent", "delivered", "read")::equals);
        assertThat(platform.calls(id))
                .allSatisfy(call -> assertThat(
                                status(call).path("biz_opaque_callback_data").asText())
                        .isEqualTo("ours " + mark));
    }

    @Test
    void shouldTakeOnlyTheTemplateAfterTheWindowIsClosed() {
        // when: the customer never wrote
        var freely = send(text(customer.person().whatsApp(), "Free text " + mark))
                .statusCode(200)
                .extract()
                .<String>path("messages[0].id");
        send(template("follow_up", "It is here " + mark)).statusCode(200);
        // then
        await("it is reported").atMost(PATIENCE).until(() -> statuses(freely), List.of("failed")::equals);
        assertThat(status(platform.calls(freely).getFirst())
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asInt())
                .isEqualTo(131047);
        customer.waitsUntil("Your question to us has an answer: It is here " + mark, "DELIVERED");
        send(template("another", "x")).statusCode(404).body("error.code", is(132001));
        send(template("follow_up", "two\nlines")).statusCode(400).body("error.code", is(132012));
    }

    @Test
    void shouldReportThatAMessageReachesNobody() {
        // when
        var una = send(text(people.with(People.UNREACHABLE).orElseThrow().whatsApp(), "off"))
                .extract()
                .<String>path("messages[0].id");
        var nobody = send(text("447700900997", "nobody")).extract().<String>path("messages[0].id");
        // then
        for (var id : List.of(una, nobody)) {
            await("it is reported").atMost(PATIENCE).until(() -> statuses(id), List.of("failed")::equals);
            assertThat(status(platform.calls(id).getFirst())
                            .path("errors")
                            .path(0)
                            .path("code")
                            .asInt())
                    .isEqualTo(131026);
        }
    }

    @Test
    void shouldRefuseAsTheCloudApiDoes() {
        given().header("Authorization", "Bearer wrong")
                .contentType(ContentType.JSON)
                .body(text("447700900000", "x"))
                .post("/v23.0/" + WHATSAPP_NUMBER_ID + "/messages")
                .then()
                .statusCode(401)
                .body("error.code", is(190))
                .body("error.type", is("OAuthException"));
        authorized()
                .contentType(ContentType.JSON)
                .body(text("447700900000", "x"))
                .post("/v23.0/1/messages")
                .then()
                .statusCode(400)
                .body("error.code", is(100));
        send(Map.of("to", "447700900000")).statusCode(400).body("error.code", is(100));
        send(text("447700900000", " ")).statusCode(400).body("error.code", is(100));
        send(text("447700900000", "x".repeat(4097))).statusCode(400).body("error.code", is(100));
        send(Map.of("messaging_product", "whatsapp", "to", "447700900000", "type", "sticker"))
                .statusCode(400)
                .body("error.code", is(131051));
    }

    private List<String> statuses(String id) {
        return platform.calls(id).stream()
                .map(call -> status(call).path("status").asText())
                .toList();
    }

    private JsonNode status(Call call) {
        try {
            return value(call).path("statuses").path(0);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode value(Call call) throws JsonProcessingException {
        return json.readTree(call.body())
                .path("entry")
                .path(0)
                .path("changes")
                .path(0)
                .path("value");
    }

    private Map<String, Object> text(String to, String body) {
        return Map.of(
                "messaging_product",
                "whatsapp",
                "recipient_type",
                "individual",
                "to",
                to,
                "type",
                "text",
                "text",
                Map.of("body", body, "preview_url", false),
                "biz_opaque_callback_data",
                "ours " + mark);
    }

    private Map<String, Object> template(String name, String parameter) {
        return Map.of(
                "messaging_product",
                "whatsapp",
                "to",
                customer.person().whatsApp(),
                "type",
                "template",
                "template",
                Map.of(
                        "name", name,
                        "language", Map.of("code", "en"),
                        "components",
                                List.of(Map.of(
                                        "type",
                                        "body",
                                        "parameters",
                                        List.of(Map.of("type", "text", "text", parameter))))));
    }

    private static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + WHATSAPP_TOKEN);
    }

    private static ValidatableResponse send(Map<String, ?> message) {
        return authorized()
                .contentType(ContentType.JSON)
                .body(message)
                .post("/v23.0/" + WHATSAPP_NUMBER_ID + "/messages")
                .then();
    }
}
