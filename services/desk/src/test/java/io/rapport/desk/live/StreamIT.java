package io.rapport.desk.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.care.RecoveryClosed;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.signals.TypingNoticed;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.Browser;
import io.rapport.desk.DeskResource;
import io.rapport.desk.change.Changes;
import io.rapport.desk.timeline.Stories;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(DeskResource.class)
class StreamIT {
    @InjectTestLog
    TestLog log;

    @Inject
    Pool pool;

    @Test
    void shouldTellTheBrowserWhatChanges() throws Exception {
        // given
        var ada = Browser.of(log, Browser.ADA);
        var story = new Stories(TenantId.DEFAULT);
        var theirs = new Stories(TenantId.of("elsewhere"));
        try (var client = HttpClient.newHttpClient();
                var stream = new Stream(client, ada)) {

            // when
            log.send(Topics.CONVERSATIONS, theirs.routing(log, theirs.opened(1)), story.routing(log, story.opened(1)));

            // then
            stream.await(
                    "conversation",
                    it -> it.at("/id").asText().equals(story.conversation.toString())
                            && it.at("/state").asText().equals("QUEUED"));

            // when
            log.send(Topics.INTERACTIONS, story.channel(log, story.received(1, "My lamp is broken")));

            // then
            stream.await(
                    "timeline",
                    it -> it.at("/conversationId").asText().equals(story.conversation.toString())
                            && it.at("/entry/text").asText().equals("My lamp is broken"));
            stream.await("conversation", it -> it.at("/preview").asText().equals("My lamp is broken"));

            // when
            ada.changing()
                    .body(Map.of("presence", "AWAY"))
                    .put("/api/me/presence")
                    .then()
                    .statusCode(200);

            // then
            stream.await(
                    "agent",
                    it -> it.at("/id").asText().equals(ada.agentId().toString())
                            && it.at("/presence").asText().equals("AWAY"));

            // when
            var closed = new RecoveryClosed(
                    story.customer, Stories.START, UUID.randomUUID(), ada.agentId(), true, "Well again");
            log.send(Topics.CARE, log.event(story.customer.value(), closed));

            // then
            stream.await("care", JsonNode::isObject);
            log.await("a heartbeat", () -> stream.lines.contains(":"));
            assertThat(String.join("\n", stream.lines)).doesNotContain(theirs.conversation.toString());
            assertThat(stream.ids()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldTellTheCustomersNameAsSoonAsItIsKnown() throws Exception {
        // given
        var ada = Browser.of(log, Browser.ADA);
        var story = new Stories(TenantId.DEFAULT, Channel.SOCIAL, "number-1", "direct-1", null);
        var id = story.conversation.toString();
        try (var client = HttpClient.newHttpClient();
                var stream = new Stream(client, ada)) {
            // when another process saves the name while the conversation opens here
            var other = pool.getConnection().await().indefinitely();
            var saving = other.begin().await().indefinitely();
            other.preparedQuery("insert into customer values ($1, $2, 'Kim Example', now())")
                    .execute(Tuple.of(TenantId.DEFAULT.value(), story.customer.value()))
                    .await()
                    .indefinitely();
            log.send(Topics.INTERACTIONS, story.channel(log, story.received(1, "Hello")));
            log.send(Topics.CONVERSATIONS, story.routing(log, story.opened(1)));
            stream.await(
                    "conversation",
                    it -> it.at("/id").asText().equals(id)
                            && it.at("/preview").asText().equals("Hello")
                            && it.at("/customer/name").isNull());
            new Changes()
                    .add(Changes.Kind.CUSTOMER, TenantId.DEFAULT, story.customer.value())
                    .announce(other)
                    .await()
                    .indefinitely();
            saving.commit().await().indefinitely();
            other.close().await().indefinitely();

            // then
            stream.await(
                    "conversation",
                    it -> it.at("/id").asText().equals(id)
                            && it.at("/customer/name").asText().equals("Kim Example"));
            assertThat(ada.reading()
                            .get("/api/conversations?view=all&limit=200")
                            .jsonPath()
                            .getString("items.find { it.id == '%s' }.customer.name".formatted(id)))
                    .isEqualTo("Kim Example");

            // when
            var renamed = new ProfileChanged(
                    story.customer,
                    Instant.now().plusSeconds(60),
                    "Kim Sample",
                    List.of(),
                    Stories.START,
                    Stories.START,
                    1,
                    0,
                    List.of(),
                    List.of());
            log.send(Topics.CUSTOMERS, log.event(story.customer.value(), renamed));

            // then
            stream.await(
                    "conversation",
                    it -> it.at("/id").asText().equals(id)
                            && it.at("/customer/name").asText().equals("Kim Sample"));
        }
    }

    @Test
    void shouldTellWhenAVisitorWrites() throws Exception {
        // given
        var ada = Browser.of(log, Browser.ADA);
        var story = new Stories(TenantId.DEFAULT);
        var theirs = new Stories(TenantId.of("elsewhere"));
        try (var client = HttpClient.newHttpClient();
                var stream = new Stream(client, ada)) {

            // when: until it is heard, for nothing is heard from before the start
            log.await("the signal", () -> {
                log.send(Topics.CHAT_SIGNALS, typing(theirs, Direction.INWARD), typing(story, Direction.OUTWARD));
                log.send(Topics.CHAT_SIGNALS, typing(story, Direction.INWARD));
                return stream.lines.contains("event: typing");
            });

            // then
            stream.await(
                    "typing",
                    it -> it.at("/threadId").asText().equals(story.thread.id().toString())
                            && it.at("/typing").asBoolean());
            assertThat(String.join("\n", stream.lines))
                    .doesNotContain(theirs.thread.id().toString());
        }
    }

    private Event<?> typing(Stories story, Direction direction) {
        return story.channel(log, new TypingNoticed(story.thread, direction, null, true, Stories.START));
    }

    @Test
    void shouldEndTheStreamWhenTheSessionEnds() throws Exception {
        // given
        Browser.of(log, Browser.ADA).create("leaves@example.com", "Lea Example");
        var lea = Browser.of(log, "leaves@example.com");
        try (var client = HttpClient.newHttpClient();
                var stream = new Stream(client, lea)) {

            // when
            lea.changing().delete("/api/session").then().statusCode(204);

            // then
            log.await("the end", stream.reading::isDone);
        }
    }

    @Test
    void shouldHearAgainWhenTheConnectionToTheDatabaseWasLost() throws Exception {
        // given
        var ada = Browser.of(log, Browser.ADA);
        try (var client = HttpClient.newHttpClient()) {
            try (var before = new Stream(client, ada)) {

                // when
                log.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");

                // then
                log.await("the end of the stream that missed something", before.reading::isDone);
            }
            try (var after = new Stream(client, ada)) {
                var story = new Stories(TenantId.DEFAULT);
                log.send(Topics.CONVERSATIONS, story.routing(log, story.opened(1)));
                after.await("conversation", it -> it.at("/id").asText().equals(story.conversation.toString()));
            }
        }
    }

    private final class Stream implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final java.util.stream.Stream<String> body;
        private final CompletableFuture<Void> reading;

        Stream(HttpClient client, Browser browser) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/stream"))
                    .header("Cookie", "rapport_session=" + browser.cookie())
                    .header("Accept", "text/event-stream")
                    .header("Accept-Encoding", "gzip")
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
            body = response.body();
            reading = CompletableFuture.runAsync(() -> body.forEach(lines::add));
        }

        void await(String event, Predicate<JsonNode> test) {
            log.await("the event " + event, () -> {
                var known = List.copyOf(lines);
                for (int i = 0; i + 2 < known.size(); i++) {
                    if (known.get(i).equals("event: " + event)
                            && test.test(read(known.get(i + 2).substring("data: ".length())))) {
                        return true;
                    }
                }
                return false;
            });
        }

        List<Long> ids() {
            return lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .map(line -> Long.valueOf(line.substring(4)))
                    .toList();
        }

        private JsonNode read(String json) {
            try {
                return log.json().readTree(json);
            } catch (IOException e) {
                throw new IllegalStateException(json, e);
            }
        }

        @Override
        public void close() {
            body.close();
        }
    }
}
