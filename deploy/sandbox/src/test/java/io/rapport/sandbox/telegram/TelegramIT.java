package io.rapport.sandbox.telegram;

import static io.rapport.sandbox.FakePlatform.TELEGRAM_SECRET;
import static io.rapport.sandbox.FakePlatform.TELEGRAM_TOKEN;
import static io.rapport.sandbox.phone.Customer.PATIENCE;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.sandbox.FakePlatform;
import io.rapport.sandbox.FakePlatform.Call;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.phone.Customer;
import io.rapport.sandbox.phone.Network;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FakePlatform.class)
class TelegramIT {
    private final String mark = UUID.randomUUID().toString();

    @Inject
    People people;

    @Inject
    ObjectMapper json;

    FakePlatform platform;

    private Customer customer;
    private long chat;

    @BeforeEach
    void meet() {
        customer = new Customer(
                people.meet("aiko-" + mark + "@example.com", "Aiko Placeholder").orElseThrow(),
                Network.TELEGRAM,
                "@rapport_sandbox_bot");
        chat = customer.person().telegram();
    }

    @Test
    void shouldBringUpdatesInOrderUntilEachIsTaken() throws Exception {
        // given
        platform.reluctance.put("first" + mark, new AtomicInteger(2));
        // when
        customer.writes("first" + mark);
        await().atMost(PATIENCE).until(() -> !platform.calls("first" + mark).isEmpty());
        customer.writes("second" + mark);
        customer.waitsUntil("second" + mark, "SENT");
        // then
        var calls = platform.calls(mark);
        assertThat(calls).extracting(Call::answer).containsExactly(503, 503, 200, 200);
        assertThat(calls)
                .extracting(it -> it.headers().getFirst("X-Telegram-Bot-Api-Secret-Token"))
                .containsOnly(TELEGRAM_SECRET);
        var first = update(calls.get(2));
        assertThat(update(calls.get(0))).isEqualTo(first);
        assertThat(first.path("message").path("text").asText()).isEqualTo("first" + mark);
        assertThat(first.path("message").path("chat").path("id").asLong()).isEqualTo(chat);
        assertThat(first.path("message").path("from").path("first_name").asText())
                .isEqualTo("Aiko");
        assertThat(update(calls.get(3)).path("update_id").asLong())
                .isGreaterThan(first.path("update_id").asLong());
    }

    @Test
    void shouldHandOutThePictureThatCameWithAMessage() throws Exception {
        // when
        customer.writes("look " + mark, Customer.hasPicture());
        customer.waitsUntil("look " + mark, "SENT");
        // then
        var message = update(platform.calls(mark).getFirst()).path("message");
        assertThat(message.path("caption").asText()).isEqualTo("look " + mark);
        assertThat(message.path("photo").path(0).path("width").asInt()).isEqualTo(1);
        var fileId = message.path("photo").path(0).path("file_id").asText();
        var path = call("getFile", Map.of("file_id", fileId))
                .statusCode(200)
                .body("result.file_size", is(Customer.PICTURE.length))
                .extract()
                .<String>path("result.file_path");
        assertThat(given().get("/file/bot" + TELEGRAM_TOKEN + "/" + path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray())
                .isEqualTo(Customer.PICTURE);
        given().get("/file/bot7000000003:wrong/" + path).then().statusCode(404);
        call("getFile", Map.of("file_id", "nothing")).statusCode(400).body("ok", is(false));
    }

    @Test
    void shouldShowTheBotsAnswerOnThePhone() {
        // given
        customer.writes("Hello " + mark);
        var hello =
                Integer.parseInt(customer.<String>find("Hello " + mark, "id").replaceFirst(".*/", ""));
        // when
        call("sendMessage", Map.of("chat_id", chat, "text", "Grüße " + mark))
                .statusCode(200)
                .body("ok", is(true))
                .body("result.message_id", greaterThan(hello))
                .body("result.chat.id", is(chat))
                .body("result.chat.type", is("private"))
                .body("result.text", is("Grüße " + mark));
        // then
        customer.waitsUntil("Grüße " + mark, "DELIVERED");
        customer.looks();
        customer.waitsUntil("Grüße " + mark, "READ");
        given().formParams(Map.of("chat_id", Long.toString(chat), "text", "as a form"))
                .post("/bot" + TELEGRAM_TOKEN + "/sendMessage")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldShowTheBotsFilesOnThePhone() throws IOException {
        // given
        customer.writes("Hello " + mark);
        // when
        upload("sendPhoto", "photo", "lid.png", "image/png", Customer.PICTURE, "Look " + mark)
                .statusCode(200)
                .body("result.caption", is("Look " + mark))
                .body("result.photo[0].width", is(1));
        upload("sendDocument", "document", "bill.pdf", "application/pdf", "%PDF-1.7".getBytes(UTF_8), "")
                .statusCode(200)
                .body("result.document.file_name", is("bill.pdf"));
        // then
        assertThat(customer.<String>find("Look " + mark, "files[0].name")).isEqualTo("lid.png");
        var picture = customer.<String>find("Look " + mark, "files[0].id");
        assertThat(given().get("/api/files/" + picture).asByteArray()).isEqualTo(Customer.PICTURE);
        assertThat(customer.<String>find("", "files[0].name")).isEqualTo("bill.pdf");
        // what is no picture, or a very long one
        var wide = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2100, 100, BufferedImage.TYPE_BYTE_GRAY), "png", wide);
        upload("sendPhoto", "photo", "wide.png", "image/png", wide.toByteArray(), "")
                .statusCode(400)
                .body("description", is("Bad Request: PHOTO_INVALID_DIMENSIONS"));
        upload("sendPhoto", "photo", "a.png", "image/png", new byte[1], "")
                .statusCode(400)
                .body("description", is("Bad Request: IMAGE_PROCESS_FAILED"));
        upload("sendDocument", "document", "a", "text/plain", new byte[1], "x".repeat(1025))
                .statusCode(400)
                .body("description", is("Bad Request: message caption is too long"));
        call("sendPhoto", Map.of("chat_id", chat)).statusCode(400);
    }

    private ValidatableResponse upload(
            String method, String field, String name, String type, byte[] content, String caption) {
        return given().multiPart("chat_id", Long.toString(chat))
                .multiPart(new MultiPartSpecBuilder(caption)
                        .controlName("caption")
                        .charset(UTF_8)
                        .build())
                .multiPart(new MultiPartSpecBuilder(content)
                        .controlName(field)
                        .fileName(name)
                        .mimeType(type)
                        .charset(UTF_8)
                        .build())
                .post("/bot" + TELEGRAM_TOKEN + "/" + method)
                .then();
    }

    @Test
    void shouldRefuseAsTelegramDoes() {
        given().get("/bot7000000003:wrong/getMe")
                .then()
                .statusCode(401)
                .body("ok", is(false))
                .body("error_code", is(401))
                .body("description", is("Unauthorized"));
        call("sendDice", Map.of()).statusCode(404);
        call("sendMessage", Map.of("chat_id", chat, "text", "first"))
                .statusCode(400)
                .body("description", is("Bad Request: chat not found"));
        // given
        customer.writes("Hello " + mark);
        // then
        call("sendMessage", Map.of("chat_id", chat, "text", " "))
                .statusCode(400)
                .body("description", is("Bad Request: message text is empty"));
        call("sendMessage", Map.of("chat_id", chat, "text", "x".repeat(4097)))
                .statusCode(400)
                .body("description", is("Bad Request: message is too long"));
        var una = people.with(People.UNREACHABLE).orElseThrow();
        new Customer(una, Network.TELEGRAM, "@rapport_sandbox_bot").writes("Hello");
        call("sendMessage", Map.of("chat_id", una.telegram(), "text", "Hello"))
                .statusCode(403)
                .body("description", is("Forbidden: bot was blocked by the user"));
    }

    @Test
    void shouldMakeAHastyBotWait() {
        // given
        customer.writes("Hello " + mark);
        for (int i = 0; i < 20; i++) {
            call("sendMessage", Map.of("chat_id", chat, "text", "Answer " + i)).statusCode(200);
        }
        // then
        call("sendMessage", Map.of("chat_id", chat, "text", "one too many"))
                .statusCode(429)
                .body("parameters.retry_after", allOf(greaterThan(0), lessThanOrEqualTo(10)));
    }

    @Test
    void shouldBringUpdatesWhereTheBotSays() throws Exception {
        // given
        var elsewhere = platform.url("/webhooks/telegram/elsewhere");
        try {
            // when
            call("setWebhook", Map.of("url", elsewhere, "secret_token", "another-secret"))
                    .statusCode(200)
                    .body("result", is(true));
            customer.writes("moved " + mark);
            customer.waitsUntil("moved " + mark, "SENT");
            // then
            var call = platform.calls(mark).getFirst();
            assertThat(call.url()).isEqualTo(elsewhere);
            assertThat(call.headers().get("X-Telegram-Bot-Api-Secret-Token")).isEqualTo(List.of("another-secret"));
            given().get("/bot" + TELEGRAM_TOKEN + "/getWebhookInfo").then().body("result.url", is(elsewhere));
            call("setWebhook", Map.of("url", elsewhere, "secret_token", "not allowed!"))
                    .statusCode(400);
        } finally {
            call(
                    "setWebhook",
                    Map.of("url", platform.url("/webhooks/telegram/sandbox"), "secret_token", TELEGRAM_SECRET));
        }
    }

    private JsonNode update(Call call) throws JsonProcessingException {
        return json.readTree(call.body());
    }

    private static ValidatableResponse call(String method, Map<String, ?> parameters) {
        return given().contentType(ContentType.JSON)
                .body(parameters)
                .post("/bot" + TELEGRAM_TOKEN + "/" + method)
                .then();
    }
}
