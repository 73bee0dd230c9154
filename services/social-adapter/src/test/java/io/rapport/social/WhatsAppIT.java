package io.rapport.social;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.social.meta.StandInGraph;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(NetworksResource.class)
class WhatsAppIT {
    private static final String OUTBOUND = Topics.outbound(Channel.SOCIAL);
    private static final String WEBHOOK = "/webhooks/meta/wa";

    private final String customer = "1555" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);

    @InjectTestLog
    TestLog log;

    StandInGraph graph;

    @Inject
    PayloadStore store;

    @Inject
    Clock clock;

    @Test
    void shouldEchoTheChallengeWhenTheVerifyTokenIsRight() {
        given().queryParam("hub.mode", "subscribe")
                .queryParam("hub.verify_token", StandInGraph.VERIFY_TOKEN)
                .queryParam("hub.challenge", "1158201444")
                .get(WEBHOOK)
                .then()
                .statusCode(200)
                .contentType(containsString("text/plain"))
                .body(equalTo("1158201444"));
        given().queryParam("hub.mode", "subscribe")
                .queryParam("hub.verify_token", "guessed")
                .queryParam("hub.challenge", "1158201444")
                .get(WEBHOOK)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        given().get("/webhooks/meta/other").then().statusCode(404);
    }

    @Test
    void shouldTellEveryMessageOfACallWhateverNumberItIsFor() {
        // given
        var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[%s]},{\"changes\":[%s]}]}"
                .formatted(
                        change(NetworksResource.NUMBER, "messages", text("First") + "," + text("Second")),
                        change(NetworksResource.NUMBER_WITH_TEMPLATE, "messages", text("Third")));
        // when
        call(body).statusCode(200);
        // then
        assertThat(texts(body, NetworksResource.NUMBER)).containsExactly("First", "Second");
        assertThat(texts(body, NetworksResource.NUMBER_WITH_TEMPLATE)).containsExactly("Third");
    }

    /** In order: an account's messages of one party are on one partition. */
    private List<String> texts(String body, String account) {
        return told(body).stream()
                .map(log::json)
                .filter(it -> it.path("thread").path("account").asText().equals(account))
                .map(it -> it.path("content").path("text").asText())
                .toList();
    }

    @Test
    void shouldKeepFilesAndSayWhichDidNotCome() {
        // given
        var kept = message(
                "image",
                "{\"id\":\"%s\",\"mime_type\":\"image/jpeg\",\"caption\":\"Look\"}".formatted(StandInGraph.PICTURE));
        var gone = message("image", "{\"id\":\"%s\",\"mime_type\":\"image/jpeg\"}".formatted(StandInGraph.GONE));
        var body = body(NetworksResource.NUMBER, "messages", kept + "," + gone);
        // when
        call(body).statusCode(200);
        // then
        var told = told(body).stream().map(log::json).toList();
        assertThat(told).hasSize(2);
        var file = told.getFirst().path("content").path("attachments").path(0);
        assertThat(file.path("mediaType").asText()).isEqualTo("image/jpeg");
        assertThat(store.get(TenantId.DEFAULT, file.path("contentId").asText())).hasValue(StandInGraph.PICTURE_BYTES);
        assertThat(told.getLast().path("content").path("text").asText()).startsWith("(A file did not come with it");
        assertThat(told.getLast().path("content").path("truncated").asBoolean()).isTrue();
    }

    @Test
    void shouldWaitForAFileButNotForEver() {
        // given
        var picture = "{\"id\":\"%s\",\"mime_type\":\"image/jpeg\",\"caption\":\"Look\"}".formatted(StandInGraph.BUSY);
        var now = body(NetworksResource.NUMBER, "messages", message("image", picture));
        var longAgo = clock.instant().minus(Duration.ofMinutes(16));
        var before = body(NetworksResource.NUMBER, "messages", message("image", picture, longAgo));
        // when
        call(now).statusCode(503).header("Retry-After", notNullValue());
        call(before).statusCode(200);
        // then
        assertThat(told(now)).isEmpty();
        assertThat(told(before))
                .singleElement()
                .satisfies(it -> assertThat(
                                log.json(it).path("content").path("text").asText())
                        .startsWith("Look\n(A file did not come with it"));
    }

    @Test
    void shouldRefuseAForgedCall() {
        // given
        var body = body(NetworksResource.NUMBER, "messages", text("Forged"));
        // then
        given().header("X-Hub-Signature-256", StandInGraph.signature("another body".getBytes(StandardCharsets.UTF_8)))
                .contentType("application/json")
                .body(body)
                .post(WEBHOOK)
                .then()
                .statusCode(403);
        assertThat(told(body)).isEmpty();
    }

    @Test
    void shouldSendWithinTheWindowAndRelateWhatBecomesOfIt() {
        // given
        call(body(NetworksResource.NUMBER, "messages", text("Where is my order?")))
                .statusCode(200);
        var event = command(NetworksResource.NUMBER, "It is here " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, event, event);
        var sent = log.delivery(event, DeliveryStatus.SENT, 2);
        // then
        assertThat(graph.calls(event.data().text())).isEqualTo(1);
        var taken = graph.taken(event.data().text()).getFirst();
        assertThat(taken.path("to").asText()).isEqualTo(customer);
        // when: reports come, the later one first
        var id = sent.path("providerMessageId").asText();
        var tracker = taken.path("biz_opaque_callback_data").asText();
        call(status(id, "read", tracker)).statusCode(200);
        call(status(id, "delivered", tracker)).statusCode(200);
        // then
        assertThat(log.delivery(event, DeliveryStatus.READ, 1)
                        .path("thread")
                        .path("party")
                        .asText())
                .isEqualTo(customer);
        log.delivery(event, DeliveryStatus.DELIVERED, 1);
    }

    @Test
    void shouldSplitWhatIsTooLongForOneMessage() {
        // given
        call(body(NetworksResource.NUMBER, "messages", text("Tell me everything")))
                .statusCode(200);
        var first = "A sentence of some length. ".repeat(140).strip() + " " + UUID.randomUUID() + ".";
        var second = "The end " + UUID.randomUUID();
        var filler = "b".repeat(400);
        var event = command(NetworksResource.NUMBER, first + "\n\n" + filler + " " + second);
        // when
        log.send(OUTBOUND, event, event);
        log.delivery(event, DeliveryStatus.SENT, 2);
        // then
        assertThat(graph.calls(first)).isEqualTo(1);
        assertThat(graph.calls(filler + " " + second)).isEqualTo(1);
    }

    @Test
    void shouldSayHowMuchHasGoneWhenALaterPartIsRefused() {
        // given
        call(body(NetworksResource.NUMBER, "messages", text("Tell me everything")))
                .statusCode(200);
        var event = command(
                NetworksResource.NUMBER,
                UUID.randomUUID() + " " + "long ".repeat(800) + "\n\nrefused " + "x".repeat(100));
        // when
        log.send(OUTBOUND, event);
        // then
        assertThat(log.delivery(event, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("text")
                        .asText())
                .startsWith("Only the first 1 of 2 messages have gone. ");
    }

    @Test
    void shouldRefuseWhenTheCustomerNeverWroteOrTooLongAgo() {
        // given
        var never = command(NetworksResource.NUMBER, "Buy something " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, never);
        // then
        assertThat(log.delivery(never, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("WINDOW_CLOSED");
        // given
        var longAgo = clock.instant().minus(Duration.ofHours(25));
        call(body(NetworksResource.NUMBER, "messages", text("Yesterday", longAgo)))
                .statusCode(200);
        var late = command(NetworksResource.NUMBER, "Too late " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, late);
        // then
        assertThat(log.delivery(late, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("text")
                        .asText())
                .startsWith("Rule reply-window");
        assertThat(graph.calls(never.data().text()) + graph.calls(late.data().text()))
                .isZero();
    }

    @Test
    void shouldSendATemplateWhenTheWindowIsOverAndThereIsOne() {
        // given
        var event = command(NetworksResource.NUMBER_WITH_TEMPLATE, "Your parcel " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        // then
        assertThat(graph.taken(event.data().text()))
                .singleElement()
                .satisfies(it -> assertThat(it.path("type").asText()).isEqualTo("template"));
    }

    @Test
    void shouldSayWhyWhenWhatsAppRefuses() {
        // given
        call(body(NetworksResource.NUMBER, "messages", text("Hello"))).statusCode(200);
        var event = command(NetworksResource.NUMBER, "refused " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, event);
        // then
        var failure = log.delivery(event, DeliveryStatus.FAILED, 1).path("failure");
        assertThat(failure.path("reason").asText()).isEqualTo("ADDRESS_UNREACHABLE");
        assertThat(failure.path("providerCode").asText()).isEqualTo("131026");
    }

    @Test
    void shouldCountWhatItDoesNotKnow() {
        // when
        call("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"field\":\"a_field_of_next_year\",\"value\":{}}]}]}")
                .statusCode(200);
        // then
        given().get("/q/metrics").then().body(containsString("kind=\"a_field_of_next_year\""));
    }

    @Test
    void shouldRefuseFilesThatTheNumberDoesNotCarry() {
        // given a customer who has just written
        call(body(NetworksResource.NUMBER, "messages", text("Hello"))).statusCode(200);
        // then
        assertThat(refusal(NetworksResource.NUMBER, "turning.gif", "image/gif", 1))
                .contains("CONTENT_NOT_ACCEPTED", "Rule file-type");
        assertThat(refusal(NetworksResource.NUMBER, "large.png", "image/png", 6_000_000))
                .contains("CONTENT_NOT_ACCEPTED", "at most 5 MB a file of the type image/png");
        assertThat(refusal(NetworksResource.NUMBER_WITH_TEMPLATE, "lid.png", "image/png", 1))
                .contains("WINDOW_CLOSED", "Rule template-files");
    }

    private String refusal(String account, String name, String mediaType, long size) {
        var file = new Attachment(name, mediaType, size, "sha256:" + "0".repeat(64));
        var message = command(account, "See").data().with("See", List.of(file));
        var event = log.event(message.thread().id().value(), message);
        log.send(OUTBOUND, event);
        return log.delivery(event, DeliveryStatus.FAILED, 1).path("failure").toString();
    }

    private Event<SendMessage> command(String account, String text) {
        var message = Messages.to(Channel.SOCIAL, account, customer, text);
        // the adapter knows no mail roots: its threads are endless
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.SOCIAL, account, customer, null);
        var asked = new SendMessage(
                message.commandId(),
                thread,
                message.customerId(),
                message.to(),
                message.author(),
                message.purpose(),
                null,
                text,
                null,
                message.requestedAt());
        return log.event(thread.id().value(), asked);
    }

    private static ValidatableResponse call(String body) {
        return given().header("X-Hub-Signature-256", StandInGraph.signature(body.getBytes(StandardCharsets.UTF_8)))
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(WEBHOOK)
                .then();
    }

    /** What was told of a call. */
    private List<ConsumerRecord<String, byte[]>> told(String body) {
        var content = PayloadStore.contentOf(store.putRaw(TenantId.DEFAULT, body.getBytes(StandardCharsets.UTF_8)));
        return log.records(Topics.INTERACTIONS).stream()
                .filter(it -> PayloadStore.contentOf(log.json(it).path("rawRef").asText())
                        .equals(content))
                .toList();
    }

    private String text(String text) {
        return text(text, clock.instant());
    }

    private String text(String text, Instant at) {
        return message("text", "{\"body\":\"%s\"}".formatted(text), at);
    }

    private String message(String type, String content) {
        return message(type, content, clock.instant());
    }

    private String message(String type, String content, Instant at) {
        return "{\"id\":\"wamid.%s\",\"from\":\"%s\",\"timestamp\":\"%d\",\"type\":\"%s\",\"%s\":%s}"
                .formatted(UUID.randomUUID(), customer, at.getEpochSecond(), type, type, content);
    }

    private String status(String id, String word, String tracker) {
        return body(
                NetworksResource.NUMBER,
                "statuses",
                "{\"id\":\"%s\",\"status\":\"%s\",\"timestamp\":\"%d\",\"recipient_id\":\"%s\",\"biz_opaque_callback_data\":\"%s\"}"
                        .formatted(id, word, clock.instant().getEpochSecond(), customer, tracker));
    }

    private static String body(String number, String kind, String items) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[%s]}]}"
                .formatted(change(number, kind, items));
    }

    private static String change(String number, String kind, String items) {
        return "{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"%s\"},\"%s\":[%s]}}"
                .formatted(number, kind, items);
    }
}
