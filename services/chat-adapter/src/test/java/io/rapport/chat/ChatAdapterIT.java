package io.rapport.chat;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.chat.history.Line;
import io.rapport.chat.history.VisitorHistory;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.signals.LineAdded;
import io.rapport.contracts.signals.TypingNoticed;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.Contact;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.account.CatalogueAgreement;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.LiveAccounts;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(ChatResource.class)
class ChatAdapterIT {
    private static final String OUTBOUND = Topics.outbound(Channel.CHAT);

    @InjectTestLog
    TestLog log;

    @Inject
    Accounts accounts;

    @Inject
    Instance<AccountFactory<?>> factories;

    @TestHTTPResource("/")
    URI adapter;

    @ConfigProperty(name = "rapport.store.folder")
    Path store;

    private final String visitor = UUID.randomUUID().toString();

    @Test
    void shouldAcknowledgeWhenTheMessageIsOnTheLog() {
        try (var browser = connect(0)) {
            // when
            browser.say("{\"id\":\"first\",\"text\":\"Where is my order?\"}");
            // then
            log.await("the acknowledgement", () -> browser.acknowledged().size() == 1);
            var told = log.interactions("providerMessageId", visitor + "/first");
            assertThat(told).hasSize(1);
            var thread = ThreadRef.of(TenantId.DEFAULT, Channel.CHAT, "web", visitor, null);
            assertThat(told.getFirst().key()).isEqualTo("default:" + thread.id());
            assertThat(TestLog.header(told.getFirst(), "ce_type"))
                    .isEqualTo("rapport.interactions.message-received.v1");
            assertThat(log.json(told.getFirst()).path("content").path("text").asText())
                    .isEqualTo("Where is my order?");
        }
    }

    @Test
    void shouldTellTheSameEventWhenAMessageIsSaidAgain() {
        try (var browser = connect(0)) {
            // when
            browser.say("{\"id\":\"twice\",\"text\":\"Hello\"}");
            browser.say("{\"id\":\"twice\",\"text\":\"Hello\"}");
            // then
            log.await("both acknowledgements", () -> browser.acknowledged().size() == 2);
            var told = log.interactions("providerMessageId", visitor + "/twice");
            assertThat(told).hasSize(2);
            assertThat(told.stream().map(it -> TestLog.header(it, "ce_id")).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void shouldLetInOnlyWhoMayCome() {
        assertThat(Browser.knock(chat("web", visitor, 0), ChatResource.ORIGIN)).isEqualTo(101);
        assertThat(Browser.knock(chat("web", visitor, 0), own())).isEqualTo(101);
        assertThat(Browser.knock(chat("web", visitor, 0), "https://evil.example.com"))
                .isEqualTo(403);
        assertThat(Browser.knock(chat("web", visitor, 0), "")).isEqualTo(403);
        log.await("that all accounts are known", accounts::isComplete);
        assertThat(Browser.knock(chat("other", visitor, 0), ChatResource.ORIGIN))
                .isEqualTo(404);
        assertThat(Browser.knock(chat("web", "kim", 0), ChatResource.ORIGIN)).isEqualTo(400);
    }

    @Test
    void shouldOfferWhatCanBeConfigured() {
        CatalogueAgreement.check(Channel.CHAT, factories);
    }

    @Test
    void shouldServeASiteAsLongAsItIsWanted() {
        // given
        var live = new LiveAccounts(log, TenantId.DEFAULT, Channel.CHAT);
        var id = "live-" + visitor.substring(0, 8);
        var origins = Map.of("origins", ChatResource.ORIGIN);
        // when
        live.connected(live.want(id, "website", origins, Map.of()));
        // then
        assertThat(Browser.knock(chat(id, visitor, 0), "https://evil.example.com"))
                .isEqualTo(403);
        try (var browser = new Browser(chat(id, visitor, 0))) {
            browser.say("{\"id\":\"live\",\"text\":\"Hello\"}");
            log.await("the acknowledgement", () -> browser.acknowledged().size() == 1);
            // when
            live.connected(live.want(
                    id,
                    "website",
                    Map.of("origins", ChatResource.ORIGIN, "identity.required", "true"),
                    Map.of("identity.secret", "site-secret")));
            // then
            log.await("that the visitor has to come again", browser::isClosed);
        }
        assertThat(Browser.knock(chat(id, visitor, 0), ChatResource.ORIGIN)).isEqualTo(403);
        // when
        live.disconnected(live.remove(id));
        // then
        assertThat(Browser.knock(chat(id, visitor, 0), ChatResource.ORIGIN)).isEqualTo(404);
        // and what cannot be is refused
        var nobody = live.want(id, "website", Map.of("identity.required", "true"), Map.of());
        var never = live.want(id + "-2", "website", Map.of("hours.open", "MO 9-5"), Map.of());
        var nowhere = live.want(id + "-3", "website", Map.of("hours.zone", "Europe/Atlantis"), Map.of());
        assertThat(live.refused(nobody)).contains("identity.secret");
        assertThat(live.refused(never)).contains("MO 9-5");
        assertThat(live.refused(nowhere)).contains("Atlantis");
    }

    @Test
    void shouldLimitTheConnectionsOfAVisitor() {
        try (var first = connect(0);
                var second = connect(0)) {
            assertThat(first.isClosed()).isFalse();
            assertThat(second.isClosed()).isFalse();
            log.await("the limit", () -> Browser.knock(chat("web", visitor, 0), ChatResource.ORIGIN) == 503);
        }
    }

    @Test
    void shouldSayWhyWhenAFrameIsMalformed() {
        try (var browser = connect(0)) {
            // when
            browser.say("Hello");
            browser.say("{\"id\":\"long\",\"text\":\"" + "x".repeat(4001) + "\"}");
            browser.say("{\"something-of-next-year\":1}");
            browser.say("{\"id\":\"good\",\"text\":\"Still here\"}");
            // then
            log.await("the acknowledgement", () -> browser.acknowledged().size() == 1);
            assertThat(browser.heard("error"))
                    .extracting(
                            it -> it.path("reason").asText(),
                            it -> it.path("retry").asBoolean())
                    .containsExactly(
                            tuple("A frame is a JSON object.", false),
                            tuple("A message has at most 4000 characters.", false));
            assertThat(log.interactions("providerMessageId", visitor + "/long")).isEmpty();
        }
    }

    @Test
    void shouldCloseWhenAFrameIsTooLarge() {
        try (var browser = connect(0)) {
            // when
            browser.sayInVain("x".repeat(100_000));
            // then
            log.await("the end", browser::isClosed);
        }
    }

    @Test
    void shouldSlowDownWhoWritesTooFast() {
        try (var browser = connect(0)) {
            // when
            IntStream.range(0, 40).forEach(i -> browser.say("{\"sync\":true}"));
            // then
            log.await(
                    "the refusal",
                    () -> browser.heard("error").stream()
                            .anyMatch(it -> it.path("retry").asBoolean()));
        }
    }

    @Test
    void shouldGiveEveryTabWhatIsWritten() {
        try (var one = connect(0);
                var other = connect(0)) {
            // given
            var event = command("We are looking into it.");
            // when
            log.send(OUTBOUND, event, event);
            // then
            log.delivery(event, DeliveryStatus.SENT, 2);
            log.await(
                    "both tabs",
                    () -> one.heard("message").size() == 1
                            && other.heard("message").size() == 1);
            var message = one.heard("message").getFirst();
            assertThat(message.path("seq").asLong()).isEqualTo(1);
            assertThat(message.path("text").asText()).isEqualTo("We are looking into it.");
            assertThat(message.path("author").asText()).isEqualTo("Support");
            assertThat(message.path("at").asText()).endsWith("Z");
        }
    }

    @Test
    void shouldGiveEveryTabWhatTheVisitorWrites() {
        try (var one = connect(0);
                var other = connect(0)) {
            // when
            one.say("{\"id\":\"mine\",\"text\":\"Hello\"}");
            // then
            log.await("the other tab", () -> other.heard("message").size() == 1);
            log.await("the tab itself", () -> one.heard("message").size() == 1);
            var message = other.heard("message").getFirst();
            assertThat(message.path("id").asText()).isEqualTo("mine");
            assertThat(message.path("text").asText()).isEqualTo("Hello");
            assertThat(message.has("author")).isFalse();
        }
    }

    @Test
    void shouldReportThatTheVisitorRead() {
        try (var browser = connect(0)) {
            // given
            var event = command("Have you seen this?");
            browser.say("{\"id\":\"mine\",\"text\":\"Hello\"}");
            log.await("the echo", () -> browser.heard("message").size() == 1);
            log.send(OUTBOUND, event);
            log.await("the message", () -> browser.heard("message").size() == 2);
            // when
            browser.say("{\"read\":2}");
            browser.say("{\"read\":2}");
            // then
            log.delivery(event, DeliveryStatus.READ, 1);
            log.delivery(event, DeliveryStatus.DELIVERED, 1);
        }
    }

    @Test
    void shouldGiveWhatIsMissingWhenTheVisitorComesBack() {
        // given
        var events =
                IntStream.rangeClosed(1, 5).mapToObj(i -> command("Line " + i)).toList();
        log.send(OUTBOUND, events.toArray(Event<?>[]::new));
        events.forEach(it -> log.delivery(it, DeliveryStatus.SENT, 1));
        try (var browser = connect(2)) {
            // then
            log.await("the rest", () -> browser.heard("message").size() == 3);
            assertThat(browser.heard("message"))
                    .extracting(it -> it.path("text").asText())
                    .containsExactly("Line 3", "Line 4", "Line 5");
            assertThat(browser.heard("message"))
                    .extracting(it -> it.path("seq").asLong())
                    .containsExactly(3L, 4L, 5L);
        }
    }

    @Test
    void shouldReportDeliveryWhenTheBrowserShowsTheMessages() {
        try (var browser = connect(0)) {
            // given
            var first = command("Are you there?");
            var second = command("Hello?");
            log.send(OUTBOUND, first, second);
            log.await("the messages", () -> browser.heard("message").size() == 2);
            // when
            browser.say("{\"received\":99}");
            browser.say("{\"received\":1}");
            browser.say("{\"id\":\"last\",\"text\":\"Yes\"}");
            // then
            log.await("the acknowledgement", () -> browser.acknowledged().size() == 1);
            for (var event : List.of(first, second)) {
                assertThat(log
                                .interactions(
                                        "commandId", event.data().commandId().toString())
                                .stream()
                                .filter(it ->
                                        log.json(it).path("status").asText().equals("DELIVERED")))
                        .hasSize(1);
            }
        }
    }

    @Test
    void shouldReportDeliveryWhenTheVisitorComesBackWithTheMessage() {
        // given
        var event = command("Seen, but not said so");
        log.send(OUTBOUND, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        // when
        try (var browser = connect(1)) {
            // then
            log.delivery(event, DeliveryStatus.DELIVERED, 1);
            assertThat(browser.heard("message")).isEmpty();
        }
    }

    @Test
    void shouldRemoveOldMarkersFromTheStore() {
        log.await("the marker is gone", () -> !Files.exists(store.resolve(ChatResource.OLD_MARKER)));
    }

    @Test
    void shouldStartAgainWhenTheBrowserRemembersWhatIsGone() {
        // given
        var event = command("After a fresh start");
        log.send(OUTBOUND, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        // when
        try (var browser = connect(7)) {
            // then
            log.await("the message", () -> browser.heard("message").size() == 1);
            assertThat(browser.heard("welcome"))
                    .extracting(it -> it.path("after").asLong())
                    .containsExactly(0L);
        }
    }

    @Test
    void shouldSayWhyWhenTheMessageIsTooLong() {
        // given
        var event = command("x".repeat(4001));
        // when
        log.send(OUTBOUND, event);
        // then
        log.delivery(event, DeliveryStatus.FAILED, 1);
    }

    @Test
    void shouldTellAndKeepTheCommandWhenItsAccountIsNotConfigured() {
        // given
        var message = Messages.to(Channel.CHAT, "other", visitor, "From nowhere");
        var event = log.event(message.thread().id().value(), message);
        // when
        log.send(OUTBOUND, event);
        // then
        log.delivery(event, DeliveryStatus.FAILED, 1);
        log.awaitDeadLetter(OUTBOUND, "chat-adapter", event, "No account is configured");
    }

    @Test
    void shouldSayWhyAPageIsNotLetIn() {
        var arrival = Map.of("visitor", visitor);
        visit("web", ChatResource.ORIGIN, arrival)
                .statusCode(200)
                .header("Access-Control-Allow-Origin", ChatResource.ORIGIN)
                .body("visitor", equalTo(visitor));
        visit("web", ChatResource.ORIGIN, Map.of("visitor", "kim")).statusCode(400);
        log.await("that all accounts are known", accounts::isComplete);
        visit("other", ChatResource.ORIGIN, arrival).statusCode(404);
        visit("web", "https://evil.example.com", arrival)
                .statusCode(403)
                .header("Access-Control-Allow-Origin", "https://evil.example.com")
                .body("detail", equalTo("Pages of this origin may not use this chat account."));
        try (var first = connect(0);
                var second = connect(0)) {
            assertThat(first.isClosed() || second.isClosed()).isFalse();
            log.await(
                    "the limit",
                    () -> visit("web", ChatResource.ORIGIN, arrival).extract().statusCode() == 429);
        }
    }

    @Test
    void shouldKnowAUserOnEveryDevice() {
        // given
        var user = Map.of("id", visitor, "hash", hash(visitor), "name", "Kim Example", "email", "kim@example.com");
        var one = visit("members", ChatResource.ORIGIN, Map.of("visitor", visitor, "user", user))
                .statusCode(200)
                .extract()
                .jsonPath();
        var other = visit("members", ChatResource.ORIGIN, Map.of("user", user))
                .body("visitor", equalTo(one.getString("visitor")))
                .extract()
                .jsonPath();
        try (var phone = new Browser(chat("members", one));
                var desktop = new Browser(chat("members", other))) {
            // when
            phone.say("{\"id\":\"1\",\"text\":\"Hello\"}");
            // then
            log.await("the other device", () -> desktop.heard("message").size() == 1);
            var told = log.interactions("providerMessageId", one.getString("visitor") + "/1");
            assertThat(told).hasSize(1);
            assertThat(log.json(told.getFirst()).path("contact"))
                    .isEqualTo(log.json().valueToTree(new Contact(visitor, "Kim Example", "kim@example.com")));
            assertThat(log.json(told.getFirst()).path("from").path("name").asText())
                    .isEqualTo("Kim Example");
        }
    }

    @Test
    void shouldRefuseWhoIsNotProved() {
        var stranger = Map.of("id", visitor, "hash", hash("another"));
        visit("members", ChatResource.ORIGIN, Map.of("visitor", visitor, "user", stranger))
                .statusCode(403)
                .body("detail", containsString("not the HMAC-SHA256"));
        visit("members", ChatResource.ORIGIN, Map.of("visitor", visitor))
                .statusCode(403)
                .body("detail", equalTo("Only signed-in visitors may use this chat."));
        visit("web", ChatResource.ORIGIN, Map.of("user", Map.of("id", visitor, "hash", hash(visitor))))
                .statusCode(403)
                .body("detail", equalTo("This chat account has no secret to verify users with."));
        visit(
                        "members",
                        ChatResource.ORIGIN,
                        Map.of("user", Map.of("id", visitor, "hash", hash(visitor), "email", "x")))
                .statusCode(400)
                .body("detail", equalTo("This is no mail address."));
        // past the question, straight to the chat
        var user = visit("members", ChatResource.ORIGIN, Map.of("user", Map.of("id", visitor, "hash", hash(visitor))))
                .extract()
                .jsonPath();
        assertThat(Browser.knock(chat("members", user), ChatResource.ORIGIN)).isEqualTo(101);
        assertThat(Browser.knock(chat("members", user.getString("visitor"), 0), ChatResource.ORIGIN))
                .isEqualTo(403);
        assertThat(Browser.knock(chat("members", visitor, 0), ChatResource.ORIGIN))
                .isEqualTo(403);
        assertThat(Browser.knock(chat("web", user), ChatResource.ORIGIN)).isEqualTo(403);
    }

    @Test
    void shouldAskBeforeTheFirstMessage() {
        // given
        visit("club", ChatResource.ORIGIN, Map.of("visitor", visitor))
                .statusCode(200)
                .body("name", equalTo("REQUIRED"))
                .body("email", equalTo("OPTIONAL"))
                .body("backAt", endsWith("Z"));
        try (var browser = new Browser(chat("club", visitor, 0))) {
            // when
            browser.say("{\"id\":\"1\",\"text\":\"Hello\"}");
            browser.say(
                    "{\"id\":\"2\",\"text\":\"Hello\",\"contact\":{\"name\":\"Kim\",\"email\":\"Kim@example.com\"}}");
            browser.say("{\"id\":\"3\",\"text\":\"Are you there?\"}");
            // then
            log.await("the acknowledgements", () -> browser.acknowledged().size() == 2);
            assertThat(browser.heard("error"))
                    .extracting(it -> it.path("reason").asText())
                    .containsExactly("Please give your name.");
            assertThat(log.interactions("providerMessageId", visitor + "/1")).isEmpty();
            for (var id : List.of("/2", "/3")) {
                assertThat(log.json(log.interactions("providerMessageId", visitor + id)
                                        .getFirst())
                                .path("contact"))
                        .isEqualTo(log.json().valueToTree(Map.of("name", "Kim", "email", "kim@example.com")));
            }
        }
        visit("club", ChatResource.ORIGIN, Map.of("visitor", visitor))
                .body("name", equalTo("OFF"))
                .body("email", equalTo("OFF"));
    }

    @Test
    void shouldSendByMailWhatAVisitorWhoHasGoneDidNotGet() {
        // given a visitor who stays, and one who leaves an address and goes
        var gone = UUID.randomUUID().toString();
        try (var there = new Browser(chat("club", visitor, 0))) {
            tell(there, "stays@example.com");
            try (var leaving = new Browser(chat("club", gone, 0))) {
                tell(leaving, "kim@example.com");
            }
            var taken = command("club", visitor, "For you");
            log.send(OUTBOUND, taken);
            log.await("the message", () -> there.heard("message").size() == 2);
            there.say("{\"received\":2}");
            log.delivery(taken, DeliveryStatus.DELIVERED, 1);
            // when
            var lid = keep("lid.txt", "text/plain", "a lid".getBytes(UTF_8));
            var missed = command("club", gone, "We found your lid.", lid);
            log.send(OUTBOUND, missed, missed);
            // then
            log.await("the mail", () -> mails(missed.data().text()).size() == 2);
            assertThat(mails(missed.data().text()).stream()
                            .map(it -> TestLog.header(it, "ce_id"))
                            .distinct())
                    .hasSize(1);
            var mail = log.json(mails(missed.data().text()).getFirst());
            assertThat(mail.path("to").path("address").asText()).isEqualTo("kim@example.com");
            assertThat(mail.path("thread").path("account").asText()).isEqualTo("support@example.com");
            assertThat(mail.path("thread").path("root").asText()).matches("[0-9a-f]{16}");
            assertThat(log.json().convertValue(mail.path("attachments"), Attachment[].class))
                    .containsExactly(lid);
            assertThat(mail.path("subject").asText()).isEqualTo("Your chat with us");
            assertThat(mail.path("author").path("name").asText()).isEqualTo("Support");
            assertThat(mails("For you")).isEmpty();
        }
    }

    private void tell(Browser browser, String email) {
        browser.say("{\"id\":\"1\",\"text\":\"Hello\",\"contact\":{\"name\":\"Kim\",\"email\":\"" + email + "\"}}");
        log.await("the acknowledgement", () -> browser.acknowledged().size() == 1);
    }

    private List<ConsumerRecord<String, byte[]>> mails(String text) {
        return log.records(Topics.outbound(Channel.EMAIL)).stream()
                .filter(it -> log.json(it).path("text").asText().equals(text))
                .toList();
    }

    @Test
    void shouldTakeAFileAndSayWhatItIs() {
        // given
        var png = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489");
        var kept = upload(visitor, "C:\\photos\\lid.txt", png)
                .statusCode(201)
                .header("Access-Control-Allow-Origin", ChatResource.ORIGIN)
                .body("name", equalTo("lid.txt"))
                .body("mediaType", equalTo("image/png"))
                .body("size", equalTo(png.length))
                .extract()
                .jsonPath()
                .getString("id");
        try (var browser = connect(0)) {
            // when
            browser.say("{\"id\":\"file\",\"files\":[\"" + kept + "\"]}");
            browser.say("{\"id\":\"none\",\"files\":[\"sha256:" + "0".repeat(64) + "\"]}");
            // then
            log.await(
                    "the answers",
                    () -> browser.acknowledged().size() + browser.heard("error").size() == 2);
            assertThat(browser.heard("error"))
                    .extracting(it -> it.path("reason").asText())
                    .containsExactly("A file of the message was not uploaded.");
            log.await("the echo", () -> browser.heard("message").size() == 1);
            var shown = browser.heard("message").getFirst().path("files").path(0);
            assertThat(shown.path("name").asText()).isEqualTo("lid.txt");
            assertThat(shown.has("contentId")).isFalse();
            var told = log.interactions("providerMessageId", visitor + "/file").getFirst();
            var attachments = log.json(told).path("content").path("attachments");
            assertThat(log.json().convertValue(attachments, Attachment[].class))
                    .containsExactly(new Attachment("lid.txt", "image/png", png.length, kept));
        }
        // another visitor who knows the hash
        var other = UUID.randomUUID().toString();
        try (var browser = new Browser(chat("web", other, 0))) {
            browser.say("{\"id\":\"1\",\"files\":[\"" + kept + "\"]}");
            browser.say("{\"id\":\"2\",\"files\":[\"sha256:../" + kept.substring(10) + "\"]}");
            log.await("the refusals", () -> browser.heard("error").size() == 2);
        }
    }

    @Test
    void shouldShowTheVisitorAloneWhatFilesAreSent() {
        // given
        var picture = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489");
        var page = "<script>alert(1)</script>".getBytes(UTF_8);
        var event = command("Two files", keep("lid é.png", "image/png", picture), keep("a.html", "text/html", page));
        try (var live = connect(0)) {
            // when
            log.send(OUTBOUND, event, event);
            log.delivery(event, DeliveryStatus.SENT, 2);
            // then
            log.await("the message", () -> live.heard("message").size() == 1);
            assertFiles(live);
        }
        try (var resumed = connect(0)) {
            log.await("the message again", () -> resumed.heard("message").size() == 1);
            assertFiles(resumed);
        }
        file(visitor, 1, 0)
                .statusCode(200)
                .contentType("image/png")
                .header("Content-Disposition", startsWith("inline; filename=\"lid _.png\""))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Access-Control-Allow-Origin", ChatResource.ORIGIN);
        assertThat(file(visitor, 1, 0).extract().asByteArray()).isEqualTo(picture);
        // what a browser could run is saved, whatever it is called
        file(visitor, 1, 1)
                .statusCode(200)
                .contentType("application/octet-stream")
                .header("Content-Disposition", startsWith("attachment; filename=\"a.html\""));
        file(visitor, 1, 2).statusCode(404);
        file(visitor, 2, 0).statusCode(404);
        file(visitor, 1, -1).statusCode(404);
        // another visitor, no visitor, and a page that may not read
        file(UUID.randomUUID().toString(), 1, 0).statusCode(404);
        file("kim", 1, 0).statusCode(403);
        given().header("Origin", "https://evil.example.com")
                .get("/chat/web/files/1/0?visitor=" + visitor)
                .then()
                .statusCode(403);
        given().get("/chat/web/files/1/0?visitor=" + visitor).then().statusCode(200);
    }

    private static void assertFiles(Browser browser) {
        assertThat(browser.heard("message").getFirst().path("files"))
                .extracting(
                        it -> it.path("name").asText(),
                        it -> it.path("mediaType").asText())
                .containsExactly(tuple("lid é.png", "image/png"), tuple("a.html", "text/html"));
    }

    @Test
    void shouldShowAUsersFilesToTheUserAlone() {
        // given
        var user = visit("members", ChatResource.ORIGIN, Map.of("user", Map.of("id", visitor, "hash", hash(visitor))))
                .extract()
                .jsonPath();
        var who = user.getString("visitor");
        var event = command("members", who, "For you", keep("a.txt", "text/plain", "mine".getBytes(UTF_8)));
        log.send(OUTBOUND, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        // then
        var address = "/chat/members/files/1/0?visitor=" + who;
        given().get(address).then().statusCode(403);
        given().get(address + "&pass=guessed").then().statusCode(403);
        given().get(address + "&pass=" + user.getString("pass"))
                .then()
                .statusCode(200)
                .body(equalTo("mine"));
    }

    @Test
    void shouldSayWhyAFileCannotBeSent() {
        var gone = new Attachment("gone.txt", "text/plain", 1, "sha256:" + "0".repeat(64));
        var large = new Attachment("large.txt", "text/plain", 64 * 1024 + 1, gone.contentId());
        for (var file : List.of(gone, large)) {
            var event = command("See", file);
            log.send(OUTBOUND, event);
            var failure = log.delivery(event, DeliveryStatus.FAILED, 1).path("failure");
            assertThat(failure.path("reason").asText()).isEqualTo("CONTENT_NOT_ACCEPTED");
            assertThat(failure.path("text").asText()).contains("\"" + file.name() + "\"");
        }
    }

    private Attachment keep(String name, String mediaType, byte[] content) {
        var id = new PayloadStore(new FolderObjectStore(store)).putAttachment(TenantId.DEFAULT, content);
        return new Attachment(name, mediaType, content.length, id);
    }

    private static ValidatableResponse file(String who, long message, int number) {
        return given().header("Origin", ChatResource.ORIGIN)
                .get("/chat/web/files/{message}/{number}?visitor={who}", message, number, who)
                .then();
    }

    @Test
    void shouldSayWhyAFileIsNotTaken() {
        upload(visitor, "empty", new byte[0]).statusCode(400).body("detail", equalTo("The file is empty."));
        upload(visitor, "large", new byte[64 * 1024 + 1])
                .statusCode(413)
                .body("detail", equalTo("A file has at most 64 KiB."));
        upload("kim", "a", new byte[1]).statusCode(403);
        given().contentType("application/octet-stream")
                .body(new byte[1])
                .post("/chat/web/files?visitor=" + visitor)
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse upload(String who, String name, byte[] content) {
        return given().header("Origin", ChatResource.ORIGIN)
                .contentType("application/octet-stream")
                .queryParam("visitor", who)
                .queryParam("name", name)
                .body(content)
                .post("/chat/web/files")
                .then();
    }

    @Test
    void shouldGiveWhatAnotherProcessHasTaken() {
        // given
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.CHAT, "web", visitor, null);
        try (var browser = connect(0)) {
            log.await("the welcome", () -> browser.heard("welcome").size() == 1);
            // when another process keeps an answer in the store that it shares with this one, and says so
            var line = new Line(
                    new Line.Answer(new CommandId(UUID.randomUUID()), new CustomerId(UUID.randomUUID()), "Ada Example"),
                    null,
                    "From next door",
                    Instant.parse("2030-01-02T03:04:05Z"),
                    List.of());
            new VisitorHistory(new PayloadStore(new FolderObjectStore(store)), log.json())
                    .append(TenantId.DEFAULT, thread.id(), line)
                    .await()
                    .indefinitely();
            // then the browser has it, and has asked for nothing
            log.await("the message", () -> {
                var elsewhere = ThreadRef.of(
                        TenantId.DEFAULT, Channel.CHAT, "web", UUID.randomUUID().toString(), null);
                var others = List.of(new LineAdded.Other(thread.id(), 1));
                log.send(
                        Topics.CHAT_SIGNALS,
                        log.event(thread.id().value(), new LineAdded(elsewhere, 1, line.at(), others)));
                return browser.heard("message").size() == 1;
            });
            assertThat(browser.heard("message").getFirst().path("text").asText())
                    .isEqualTo("From next door");
        }
    }

    @Test
    void shouldTellOtherProcessesWhatHappensHere() {
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.CHAT, "web", visitor, null);
        try (var browser = connect(0)) {
            browser.say("{\"typing\":true}");
            browser.say("{\"id\":\"1\",\"text\":\"Hello\"}");
            log.await("the acknowledgement", () -> browser.acknowledged().size() == 1);
            var answer = command("Hello, too");
            log.send(OUTBOUND, answer);
            log.delivery(answer, DeliveryStatus.SENT, 1);
            // then
            var told = List.of("typing-noticed.v1", "line-added.v11", "line-added.v12");
            log.await("the signals", () -> signals(thread).size() == told.size());
            assertThat(signals(thread)).isEqualTo(told);
        }
    }

    /** The signals about a thread as they were sent; lines that are added in one moment are told together, whosever they are. */
    private List<String> signals(ThreadRef thread) {
        var told = new ArrayList<String>();
        var sent = log.records(Topics.CHAT_SIGNALS).stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                .toList();
        for (var record : sent) {
            var type = TestLog.header(record, "ce_type").replace("rapport.chat-signals.", "");
            var signal = log.json(record);
            if (record.key().equals("default:" + thread.id())) {
                told.add(type + signal.path("number").asText());
            }
            signal.path("others").forEach(other -> {
                if (other.path("thread").asText().equals(thread.id().value())) {
                    told.add(type + other.path("number").asText());
                }
            });
        }
        return told;
    }

    @Test
    void shouldShowThatSomebodyIsWriting() {
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.CHAT, "web", visitor, null);
        try (var browser = connect(0)) {
            log.await("the signal", () -> {
                log.send(
                        Topics.CHAT_SIGNALS,
                        log.event(
                                thread.id().value(),
                                new TypingNoticed(
                                        thread,
                                        Direction.OUTWARD,
                                        new Author(null, "Ada Example"),
                                        true,
                                        Instant.parse("2030-01-02T03:04:05Z"))));
                return !browser.heard("typing").isEmpty();
            });
            var typing = browser.heard("typing").getFirst();
            assertThat(typing.path("author").asText()).isEqualTo("Ada Example");
            assertThat(typing.path("typing").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldLetPagesOfOtherOriginsAsk() {
        given().header("Origin", ChatResource.ORIGIN)
                .options("/chat/web/visits")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", ChatResource.ORIGIN)
                .header("Access-Control-Allow-Methods", "POST")
                .header("Access-Control-Allow-Headers", "Content-Type");
    }

    @Test
    void shouldServeThePageAndBeHealthy() {
        given().get("/")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .body(containsString("<script src=\"widget.js\" data-account=\"web\""));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'accounts' }.data.ids", equalTo("web members club"));
    }

    private static ValidatableResponse visit(String account, String origin, Map<String, ?> arrival) {
        return given().header("Origin", origin)
                .contentType("application/json")
                .body(arrival)
                .post("/chat/" + account + "/visits")
                .then();
    }

    /** As the site's server makes it. */
    static String hash(String userId) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ChatResource.SECRET.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(userId.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI chat(String account, JsonPath welcome) {
        return URI.create(chat(account, welcome.getString("visitor"), 0) + "&pass=" + welcome.getString("pass"));
    }

    private Browser connect(long after) {
        return new Browser(chat("web", visitor, after));
    }

    private URI chat(String account, String who, long after) {
        return URI.create(
                "ws://" + adapter.getAuthority() + "/chat/" + account + "?visitor=" + who + "&after=" + after);
    }

    private String own() {
        return "http://" + adapter.getAuthority();
    }

    private Event<SendMessage> command(String text, Attachment... files) {
        return command("web", visitor, text, files);
    }

    private Event<SendMessage> command(String account, String who, String text, Attachment... files) {
        var like = Messages.to(Channel.CHAT, account, who, text);
        var message = new SendMessage(
                like.commandId(),
                ThreadRef.of(TenantId.DEFAULT, Channel.CHAT, account, who, null),
                like.customerId(),
                like.to(),
                like.author(),
                like.purpose(),
                null,
                text,
                null,
                like.requestedAt(),
                null,
                List.of(files));
        return log.event(message.thread().id().value(), message);
    }
}
