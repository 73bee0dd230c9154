package io.rapport.desk.timeline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.Browser;
import io.rapport.desk.DeskResource;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(DeskResource.class)
class TimelineIT {
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1, 2};

    @InjectTestLog
    TestLog log;

    @Inject
    PayloadStore store;

    private Browser ada;

    @BeforeEach
    void signIn() {
        ada = Browser.of(log, Browser.ADA);
    }

    @Test
    void shouldShowTheSameTimelineWhenEventsComeTwiceAndOutOfOrder() {
        var timelines = new ArrayList<List<Map<String, Object>>>();
        for (int seed = 0; seed < 4; seed++) {
            // given
            var story = new Stories(TenantId.DEFAULT);
            var command = UUID.randomUUID();
            var spoken = new ArrayList<Event<?>>(List.of(
                    story.channel(log, story.received(1, "My lamp is broken")),
                    story.channel(log, story.sent(5, command, ada.agentId(), "We send a new one")),
                    story.channel(log, story.delivery(6, command, DeliveryStatus.DELIVERED)),
                    story.channel(log, story.delivery(5, command, DeliveryStatus.SENT)),
                    story.channel(log, story.received(7, "Thank you!"))));
            var decided = new ArrayList<Event<?>>(List.of(
                    story.routing(log, story.opened(1)),
                    story.routing(log, story.queued(2)),
                    story.routing(log, story.offered(3, ada.agentId())),
                    story.routing(log, story.assigned(4, ada.agentId())),
                    story.routing(log, story.replied(5, ada.agentId())),
                    story.routing(log, story.resolved(8, ada.agentId()))));

            // when
            if (seed == 0) {
                log.send(Topics.INTERACTIONS, spoken.toArray(Event<?>[]::new));
                log.send(Topics.CONVERSATIONS, decided.toArray(Event<?>[]::new));
            } else {
                sendMixed(Topics.CONVERSATIONS, decided, seed);
                sendMixed(Topics.INTERACTIONS, spoken, seed);
            }

            // then
            var detail = awaitTimeline(story, 7, 8);
            assertThat(detail.getString("conversation.state")).isEqualTo("RESOLVED");
            assertThat(detail.getString("conversation.slaState")).isEqualTo("MET");
            assertThat(detail.getString("conversation.preview")).isEqualTo("Thank you!");
            assertThat(detail.getString("conversation.lastDirection")).isEqualTo("INWARD");
            assertThat(detail.getString("conversation.lastMessageAt"))
                    .isEqualTo(Stories.minute(7).toString());
            assertThat(detail.getString("conversation.customer.name")).isEqualTo("Cleo Example");
            assertThat(detail.getString("conversation.assignee.name")).isEqualTo("Ada Example");
            timelines.add(withoutIds(detail));
        }
        assertThat(timelines).allMatch(timelines.getFirst()::equals);
        assertThat(timelines.getFirst())
                .extracting(entry -> Objects.requireNonNullElse(entry.get("text"), entry.get("explanation")))
                .containsExactly(
                        "My lamp is broken",
                        "Nobody is free.",
                        "Least load.",
                        "Ada accepted it.",
                        "We send a new one",
                        "Thank you!",
                        "Ada resolved it.");
        assertThat(timelines.getFirst().get(4).get("delivery")).isEqualTo(deliveryOf("DELIVERED"));
    }

    @Test
    void shouldTellWhatIsNewOfAMessageThatQuotes() {
        // given
        var story = new Stories(TenantId.DEFAULT);
        var text = "It works.\n\nOn Monday Ada wrote:\n> Does it work?";
        // when
        log.send(Topics.INTERACTIONS, story.channel(log, story.received(1, text, "It works.")));
        log.send(Topics.CONVERSATIONS, story.routing(log, story.opened(1)));
        // then
        var detail = awaitTimeline(story, 1, 1);
        assertThat(detail.getString("conversation.preview")).isEqualTo("It works.");
        assertThat(detail.getString("timeline[0].text")).isEqualTo(text);
        assertThat(detail.getString("timeline[0].newestText")).isEqualTo("It works.");
    }

    @Test
    void shouldWaitForTheMessageWhenItsDeliveryIsReportedFirst() {
        // given
        var story = new Stories(TenantId.DEFAULT);
        var command = UUID.randomUUID();
        log.send(Topics.CONVERSATIONS, story.routing(log, story.opened(1)));
        log.send(Topics.INTERACTIONS, story.channel(log, story.delivery(6, command, DeliveryStatus.READ)));
        log.await(
                "the report",
                () -> log.query("select 1 from timeline_entry where id = ?", command)
                                .size()
                        == 1);
        awaitTimeline(story, 0, 1);

        // when
        log.send(Topics.INTERACTIONS, story.channel(log, story.sent(5, command, ada.agentId(), "How did it go?")));

        // then
        var detail = awaitTimeline(story, 1, 1);
        assertThat(detail.getMap("timeline[0].delivery")).isEqualTo(deliveryOf("READ"));
        assertThat(detail.getBoolean("timeline[0].pending")).isFalse();
        assertThat(detail.getString("timeline[0].at"))
                .isEqualTo(Stories.minute(5).toString());
    }

    @Test
    void shouldShowTheNewestNameWhenProfilesComeOutOfOrder() {
        // given
        var story = new Stories(TenantId.DEFAULT);
        log.send(Topics.CONVERSATIONS, story.routing(log, story.opened(1)));
        awaitTimeline(story, 0, 1);
        var older = profile(story, "Cleo Elder", 10);
        var newer = profile(story, "Cleo Newer", 20);

        // when
        log.send(Topics.CUSTOMERS, newer, newer);
        log.await("the newer name", () -> "Cleo Newer".equals(name(story)));
        log.send(Topics.CUSTOMERS, older, older, profile(new Stories(TenantId.DEFAULT), "Last", 30));

        // then
        log.await(
                "all profiles",
                () -> log.query("select 1 from customer where name = 'Last'").size() == 1);
        assertThat(name(story)).isEqualTo("Cleo Newer");
    }

    @Test
    void shouldHandOutFilesOnlyAsFarAsTheyAreSafe() {
        // given
        var story = storyWithFiles(TenantId.DEFAULT);
        var entry = awaitTimeline(story, 1, 1);
        assertThat(entry.getString("timeline[0].attachments[0].name")).isEqualTo("lamp \"1\".png");
        var files = files(story, entry);

        // then
        var picture = ada.reading().get(files + "0");
        picture.then()
                .statusCode(200)
                .header("Content-Type", "image/png")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(
                        "Content-Disposition",
                        "inline; filename=\"lamp _1_.png\"; filename*=UTF-8''lamp%20%221%22.png");
        assertThat(picture.asByteArray()).isEqualTo(PICTURE);
        assertThat(picture.headers().getValues("Content-Security-Policy")).hasSize(1);
        ada.reading()
                .get(files + "0?download=1")
                .then()
                .statusCode(200)
                .header("Content-Disposition", startsWith("attachment"));
        ada.reading()
                .get(files + "1")
                .then()
                .statusCode(200)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Disposition", startsWith("attachment"));
        ada.reading().get(files + "2").then().statusCode(404);
        given().get(files + "0").then().statusCode(401);
    }

    @Test
    void shouldShowAMailAsDesignedWithoutWhatItCouldDo() {
        // given
        var story = storyWithFiles(TenantId.DEFAULT);
        var files = files(story, awaitTimeline(story, 1, 1));
        var html = files.replace("files/", "html");

        // when
        var careful = ada.reading().get(html);
        var trusting = ada.reading().get(html + "?images=all");

        // then
        careful.then().statusCode(200).header("Content-Type", "text/html;charset=UTF-8");
        assertThat(careful.headers().getValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "sandbox allow-same-origin", "img-src 'self' data:;");
        assertThat(careful.asString())
                .contains("src=\"" + files + "0\"", "blocked-image", "<b>Look</b>")
                .doesNotContain("<script", "onerror", "tracker.example");
        assertThat(trusting.asString())
                .contains("https://tracker.example/a.png")
                .doesNotContain("<script", "onerror");
        assertThat(trusting.header("Content-Security-Policy")).contains("img-src 'self' data: https: http:;");
        assertThat(trusting.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void shouldHandOutNothingOfAConversationOneMayNotSee() {
        // given
        var mine = storyWithFiles(TenantId.DEFAULT);
        var other = storyWithFiles(TenantId.DEFAULT);
        var theirs = storyWithFiles(TenantId.of("elsewhere"));
        var seen = awaitTimeline(mine, 1, 1);
        awaitTimeline(other, 1, 1);
        log.await(
                "their message",
                () -> !log.query(
                                "select 1 from timeline_entry where tenant = 'elsewhere' and thread_id = ?",
                                theirs.thread.id().value())
                        .isEmpty());
        var theirEntry = log.query(
                        "select id from timeline_entry where tenant = 'elsewhere' and thread_id = ?",
                        theirs.thread.id().value())
                .getFirst()
                .get("id");

        // then
        for (var path : List.of(
                files(mine, seen).replace(mine.conversation.toString(), other.conversation.toString()),
                "/api/conversations/" + theirs.conversation + "/entries/" + theirEntry + "/files/")) {
            ada.reading().get(path + "0").then().statusCode(404);
            ada.reading().get(path.replace("files/", "html")).then().statusCode(404);
        }
    }

    private Stories storyWithFiles(TenantId tenant) {
        var story = new Stories(tenant);
        var html =
                "<p><b>Look</b><img src='cid:lamp@example.com' onerror='x()'><img src='https://tracker.example/a.png'>"
                        + "<script>x()</script></p>";
        var evil = "<html><script>x()</script></html>".getBytes(StandardCharsets.UTF_8);
        var content = new MessageContent(
                "A broken lamp",
                "Look",
                false,
                List.of(
                        new Attachment(
                                "lamp \"1\".png",
                                "image/png",
                                PICTURE.length,
                                store.putAttachment(tenant, PICTURE),
                                "lamp@example.com"),
                        new Attachment("evil.png", "image/png", evil.length, store.putAttachment(tenant, evil))),
                null,
                store.putAttachment(tenant, html.getBytes(StandardCharsets.UTF_8)));
        log.send(Topics.INTERACTIONS, story.channel(log, story.received(1, content)));
        log.send(Topics.CONVERSATIONS, story.routing(log, story.opened(1)));
        return story;
    }

    private static String files(Stories story, JsonPath detail) {
        return "/api/conversations/" + story.conversation + "/entries/" + detail.getString("timeline[0].id")
                + "/files/";
    }

    @Test
    void shouldKnowNothingOfAnotherTenantsConversation() {
        // given
        var theirs = new Stories(TenantId.of("elsewhere"));
        log.send(
                Topics.CONVERSATIONS,
                theirs.routing(log, theirs.opened(1)),
                theirs.routing(log, theirs.assigned(2, new AgentId(UUID.randomUUID()))));
        log.send(Topics.INTERACTIONS, theirs.channel(log, theirs.received(1, "Hello")));
        log.await(
                "the message",
                () -> log.query(
                                        "select 1 from conversation where id = ? and preview = 'Hello' and version = 2",
                                        theirs.conversation.value())
                                .size()
                        == 1);

        // then
        ada.reading().get("/api/conversations/" + theirs.conversation).then().statusCode(404);
        ada.reply(theirs.conversation.value(), UUID.randomUUID(), "Hi").then().statusCode(404);
        ada.changing()
                .body(Map.of("id", UUID.randomUUID(), "type", "CLAIM", "version", 2))
                .post("/api/conversations/" + theirs.conversation + "/commands")
                .then()
                .statusCode(404);
        assertThat(ada.reading()
                        .get("/api/conversations?view=all&limit=200")
                        .jsonPath()
                        .getList("items.id"))
                .doesNotContain(theirs.conversation.toString());
    }

    private Event<?> profile(Stories story, String name, int minute) {
        return log.event(
                story.customer.value(),
                new ProfileChanged(
                        story.customer,
                        Stories.minute(minute),
                        name,
                        List.of(),
                        Stories.START,
                        Stories.START,
                        1,
                        0,
                        List.of(),
                        List.of()));
    }

    private String name(Stories story) {
        return ada.reading()
                .get("/api/conversations/" + story.conversation)
                .jsonPath()
                .getString("conversation.customer.name");
    }

    private void sendMixed(String topic, List<Event<?>> events, int seed) {
        var mixed = new ArrayList<Event<?>>(events);
        mixed.addAll(events);
        Collections.shuffle(mixed, new Random(seed));
        // in pieces, so that they do not all share one batch
        for (var event : mixed) {
            log.send(topic, event);
        }
    }

    private JsonPath awaitTimeline(Stories story, int entries, long version) {
        log.await("the timeline", () -> {
            var response = ada.reading().get("/api/conversations/" + story.conversation);
            return response.statusCode() == 200
                    && response.jsonPath().getList("timeline").size() == entries
                    && response.jsonPath().getLong("conversation.version") == version
                    && (entries < 5 || "Thank you!".equals(response.jsonPath().getString("conversation.preview")))
                    && (entries < 5 || response.asString().contains("DELIVERED"));
        });
        return ada.reading().get("/api/conversations/" + story.conversation).jsonPath();
    }

    private static List<Map<String, Object>> withoutIds(JsonPath detail) {
        var entries = new ArrayList<Map<String, Object>>();
        for (var entry : detail.<Map<String, Object>>getList("timeline")) {
            entry.remove("id");
            entries.add(entry);
        }
        return entries;
    }

    private static Map<String, @Nullable Object> deliveryOf(String status) {
        var delivery = new HashMap<String, @Nullable Object>();
        delivery.put("status", status);
        delivery.put("reason", null);
        return delivery;
    }
}
