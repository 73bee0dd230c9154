package io.rapport.social;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Author;
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
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(NetworksResource.class)
class MessengerIT {
    private static final String OUTBOUND = Topics.outbound(Channel.SOCIAL);

    private final String customer = "77" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
    private final String mid = "m_" + UUID.randomUUID();

    @InjectTestLog
    TestLog log;

    StandInGraph graph;

    @Inject
    PayloadStore store;

    @Inject
    Clock clock;

    @Test
    void shouldTellTheLogWhatACustomerWrites() {
        // when
        wrote(clock.instant());
        // then
        assertThat(log.interactions("providerMessageId", mid))
                .singleElement()
                .satisfies(it -> assertThat(
                                log.json(it).path("content").path("text").asText())
                        .isEqualTo("Hello"));
    }

    @Test
    void shouldTellTheNameOfWhoWrites() {
        // given
        graph.knows(customer, "{\"name\":\"Chloé Exemple\",\"id\":\"%s\"}".formatted(customer));
        // when
        wrote(clock.instant());
        call(
                        "page",
                        from(
                                customer,
                                clock.instant(),
                                "\"reaction\":{\"mid\":\"m_1\",\"action\":\"react\",\"emoji\":\"x\"}"))
                .statusCode(200);
        wrote(clock.instant());
        // then
        assertThat(log.interactions("providerMessageId", mid))
                .isNotEmpty()
                .allSatisfy(
                        it -> assertThat(log.json(it).path("from").path("name").asText())
                                .isEqualTo("Chloé Exemple"));
        assertThat(graph.asked(customer)).containsExactly("fields=name");
    }

    @Test
    void shouldTellAMessageOfWhomMetaDoesNotKnow() {
        // when
        wrote(clock.instant());
        // then
        assertThat(log.interactions("providerMessageId", mid))
                .singleElement()
                .satisfies(
                        it -> assertThat(log.json(it).path("from").has("name")).isFalse());
        assertThat(graph.asked(customer)).hasSize(1);
    }

    @Test
    void shouldKeepFilesByTheirAddress() {
        // when
        call(
                        "page",
                        from(
                                customer,
                                clock.instant(),
                                "\"message\":{\"mid\":\"%s\",\"attachments\":[{\"type\":\"image\",\"payload\":{\"url\":\"%s/files/1\"}}]}"
                                        .formatted(mid, graph.baseUrl())))
                .statusCode(200);
        // then
        var file = log.json(log.interactions("providerMessageId", mid).getFirst())
                .path("content")
                .path("attachments")
                .path(0);
        assertThat(store.get(TenantId.DEFAULT, file.path("contentId").asText())).hasValue(StandInGraph.PICTURE_BYTES);
    }

    @Test
    void shouldTellTheMessageWhenTheAddressOfItsFileIsNone() {
        // when
        call(
                        "page",
                        from(
                                customer,
                                clock.instant(),
                                "\"message\":{\"mid\":\"%s\",\"attachments\":[{\"type\":\"image\",\"payload\":{\"url\":\"https://a|b\"}}]}"
                                        .formatted(mid)))
                .statusCode(200);
        // then
        assertThat(log.json(log.interactions("providerMessageId", mid).getFirst())
                        .path("content")
                        .path("text")
                        .asText())
                .startsWith("(A file did not come with it");
    }

    @Test
    void shouldRelateWhatIsReadUpToATimeToOurMessages() {
        // given
        wrote(clock.instant());
        var event = command(NetworksResource.PAGE, null);
        log.send(OUTBOUND, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        // when
        var later = clock.instant().plusSeconds(1);
        call("page", from(customer, later, "\"read\":{\"watermark\":%d}".formatted(later.toEpochMilli())))
                .statusCode(200);
        // then
        log.delivery(event, DeliveryStatus.READ, 1);
    }

    @Test
    void shouldRelateWhatInstagramNames() {
        // given
        call(
                        "profile",
                        entry(
                                NetworksResource.PROFILE,
                                customer,
                                NetworksResource.PROFILE,
                                clock.instant(),
                                "\"message\":{\"mid\":\"%s\",\"text\":\"Hi\"}".formatted(mid)))
                .statusCode(200);
        var event = command(NetworksResource.PROFILE, null);
        log.send(OUTBOUND, event);
        var id = log.delivery(event, DeliveryStatus.SENT, 1)
                .path("providerMessageId")
                .asText();
        // when
        call(
                        "profile",
                        entry(
                                NetworksResource.PROFILE,
                                customer,
                                NetworksResource.PROFILE,
                                clock.instant(),
                                "\"read\":{\"mid\":\"%s\"}".formatted(id)))
                .statusCode(200);
        // then
        log.delivery(event, DeliveryStatus.READ, 1);
    }

    @Test
    void shouldTellWhatWasWrittenElsewhereInOurNameButNotOurOwnTwice() {
        // given
        wrote(clock.instant());
        var event = command(NetworksResource.PAGE, null);
        log.send(OUTBOUND, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        var metadata = graph.taken(event.data().text())
                .getFirst()
                .path("message")
                .path("metadata")
                .asText();
        var ours = "m_" + UUID.randomUUID();
        var theirs = "m_" + UUID.randomUUID();
        // when
        call("page", echo("\"mid\":\"%s\",\"text\":\"x\",\"metadata\":\"%s\"".formatted(ours, metadata)))
                .statusCode(200);
        call("page", echo("\"mid\":\"%s\",\"text\":\"From the inbox\"".formatted(theirs)))
                .statusCode(200);
        // then
        assertThat(log.interactions("providerMessageId", ours)).isEmpty();
        assertThat(log.interactions("providerMessageId", theirs))
                .singleElement()
                .satisfies(it -> {
                    assertThat(TestLog.header(it, "ce_type")).isEqualTo("rapport.interactions.message-sent.v1");
                    assertThat(log.json(it).path("content").path("text").asText())
                            .isEqualTo("From the inbox");
                });
    }

    @Test
    void shouldLetOnlyPeopleReplyAfterADay() {
        // given
        wrote(clock.instant().minus(Duration.ofDays(2)));
        var byUs = command(NetworksResource.PAGE, null);
        var byAda = command(NetworksResource.PAGE, new AgentId(UUID.randomUUID()));
        // when
        log.send(OUTBOUND, byUs, byAda);
        // then
        assertThat(log.delivery(byUs, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("text")
                        .asText())
                .startsWith("Rule humans-only");
        log.delivery(byAda, DeliveryStatus.SENT, 1);
        assertThat(graph.taken(byAda.data().text()).getFirst().path("tag").asText())
                .isEqualTo("HUMAN_AGENT");
    }

    private Event<SendMessage> command(String page, @Nullable AgentId agent) {
        var message = Messages.to(Channel.SOCIAL, page, customer, "An answer " + UUID.randomUUID());
        // the adapter knows no mail roots: its threads are endless
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.SOCIAL, page, customer, null);
        return log.event(
                thread.id().value(),
                new SendMessage(
                        message.commandId(),
                        thread,
                        message.customerId(),
                        message.to(),
                        new Author(agent, "Ada Example"),
                        message.purpose(),
                        null,
                        message.text(),
                        null,
                        message.requestedAt()));
    }

    private void wrote(Instant at) {
        call("page", from(customer, at, "\"message\":{\"mid\":\"%s\",\"text\":\"Hello\"}".formatted(mid)))
                .statusCode(200);
    }

    private static ValidatableResponse call(String account, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return given().header("X-Hub-Signature-256", StandInGraph.signature(bytes))
                .contentType("application/json")
                .body(bytes)
                .post("/webhooks/meta/" + account)
                .then();
    }

    private String echo(String message) {
        return entry(
                NetworksResource.PAGE,
                NetworksResource.PAGE,
                customer,
                clock.instant(),
                "\"message\":{\"is_echo\":true,%s}".formatted(message));
    }

    private static String from(String customer, Instant at, String what) {
        return entry(NetworksResource.PAGE, customer, NetworksResource.PAGE, at, what);
    }

    private static String entry(String id, String sender, String recipient, Instant at, String what) {
        return "{\"object\":\"page\",\"entry\":[{\"id\":\"%s\",\"messaging\":[{\"sender\":{\"id\":\"%s\"},\"recipient\":{\"id\":\"%s\"},\"timestamp\":%d,%s}]}]}"
                .formatted(id, sender, recipient, at.toEpochMilli(), what);
    }
}
