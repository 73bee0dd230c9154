package io.rapport.sandbox.mastodon;

import static io.rapport.sandbox.FakePlatform.MASTODON_ADDRESS;
import static io.rapport.sandbox.FakePlatform.MASTODON_TOKEN;
import static io.rapport.sandbox.phone.Customer.PATIENCE;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.sandbox.FakePlatform;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.phone.Customer;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Visibility;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FakePlatform.class)
class MastodonIT {
    private final String mark = UUID.randomUUID().toString();

    @Inject
    People people;

    @Inject
    ObjectMapper json;

    private Customer customer;

    @BeforeEach
    void meet() {
        customer = customer("kwame-" + mark + "@example.com");
    }

    @Test
    void shouldNotifyOfWhatACustomerWritesInPublicAndInPrivate() {
        // when
        var inPublic = mention(Visibility.PUBLIC, "Where is <my> order? " + mark);
        var inPrivate = mention(Visibility.DIRECT, "It is number 7");
        var again = mention(Visibility.PUBLIC, "Anybody?");
        // then
        assertThat(inPublic.path("type").asText()).isEqualTo("mention");
        assertThat(inPublic.at("/account/acct").asText())
                .isEqualTo("kwame-" + mark + "@fedi.example.com")
                .isEqualTo(customer.person().mastodon());
        assertThat(inPublic.at("/account/display_name").asText()).isEqualTo("Kwame Imaginary");
        assertThat(inPublic.at("/status/visibility").asText()).isEqualTo("public");
        assertThat(inPublic.at("/status/content").asText())
                .isEqualTo("<p><span class=\"h-card\" translate=\"no\"><a href=\"https://social.example.com/@support\""
                        + " class=\"u-url mention\">@<span>support</span></a></span> Where is &lt;my&gt; order? " + mark
                        + "</p>");
        assertThat(inPublic.at("/status/mentions/0/acct").asText()).isEqualTo("support");
        assertThat(inPublic.at("/status/in_reply_to_id").isNull()).isTrue();
        assertThat(inPublic.at("/status/id").asText()).isEqualTo(customer.find("Where is <my> order? " + mark, "id"));
        assertThat(inPrivate.at("/status/visibility").asText()).isEqualTo("direct");
        assertThat(inPrivate.at("/status/in_reply_to_id").isNull()).isTrue();
        assertThat(again.at("/status/in_reply_to_id")).isEqualTo(inPublic.at("/status/id"));
        assertThat(again.at("/status/in_reply_to_account_id")).isEqualTo(inPublic.at("/account/id"));
        assertThat(customer.<String>find("It is number 7", "visibility")).isEqualTo("DIRECT");
        account()
                .get("/api/v1/notifications/" + again.path("id").asText())
                .then()
                .statusCode(200)
                .body("status.content", endsWith(" Anybody?</p>"));
    }

    @Test
    void shouldPageThroughNotifications() {
        // given
        var ids = IntStream.range(0, 5)
                .mapToObj(i ->
                        mention(Visibility.DIRECT, "Number " + i).path("id").asText())
                .toList();
        var from = "account_id=" + customer.person().whatsApp().replaceFirst("^", "110");
        // then
        account()
                .get("/api/v1/notifications?limit=2&" + from)
                .then()
                .statusCode(200)
                .body("id", contains(ids.get(4), ids.get(3)))
                .header(
                        "Link",
                        matchesPattern("<http://localhost:\\d+/api/v1/notifications\\?limit=2&" + from + "&max_id="
                                + ids.get(3) + ">; rel=\"next\", <.*&min_id=" + ids.get(4) + ">; rel=\"prev\""));
        page(from + "&limit=2&min_id=" + ids.get(0), ids.get(2), ids.get(1));
        page(from + "&limit=2&since_id=" + ids.get(0), ids.get(4), ids.get(3));
        page(from + "&min_id=" + ids.get(0) + "&max_id=" + ids.get(3), ids.get(2), ids.get(1));
        page(from + "&max_id=" + ids.get(1), ids.get(0));
        page(from + "&min_id=" + ids.get(4));
        page(from + "&types[]=favourite");
        page(from + "&exclude_types[]=mention");
        page("account_id=1");
    }

    private static void page(String query, String... ids) {
        account()
                .get("/api/v1/notifications?" + query)
                .then()
                .statusCode(200)
                .body("id", ids.length == 0 ? empty() : contains(ids));
    }

    @Test
    void shouldStreamNotifications() throws Exception {
        assertThat(given().get("/api/v1/streaming/health").asString()).isEqualTo("OK");
        assertThat(stream("user/notification", "wrong").statusCode()).isEqualTo(401);
        // given
        var listened = stream("user/notification", MASTODON_TOKEN);
        assertThat(listened.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        try (var lines = listened.body()) {
            var line = lines.iterator();
            assertThat(line.next()).isEqualTo(":)");
            // when
            var notification = mention(Visibility.DIRECT, "Hello " + mark);
            // then: the other tests' customers are heard too
            var told = "";
            while (!told.contains(mark)) {
                told = line.next();
                if (told.equals("event: notification")) {
                    told = line.next();
                }
            }
            assertThat(json.readTree(told.replaceFirst("^data: ", ""))).isEqualTo(notification);
            assertThat(line.next()).isEmpty();
        }
    }

    private static java.net.http.HttpResponse<java.util.stream.Stream<String>> stream(String name, String token)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://localhost:" + RestAssured.port + "/api/v1/streaming/" + name))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofLines());
    }

    @Test
    void shouldShowTheCompanysPostOnThePhoneAndInTheThread() {
        // given
        var asked = mention(Visibility.PUBLIC, "Hello " + mark).at("/status/id").asText();
        // when
        var answer = post(Map.of(
                        "status", to("Grüße"), "visibility", "unlisted", "language", "de", "in_reply_to_id", asked))
                .statusCode(200)
                .body("visibility", is("unlisted"))
                .body("language", is("de"))
                .body("in_reply_to_id", is(asked))
                .body("mentions.acct", contains(customer.person().mastodon()))
                .body("content", endsWith("</span> Grüße</p>"))
                .body("account.acct", is("support"))
                .extract()
                .<String>path("id");
        // then
        assertThat(customer.<String>find("Grüße", "state")).isEqualTo("DELIVERED");
        assertThat(customer.<String>find("Grüße", "visibility")).isEqualTo("UNLISTED");
        customer.looks();
        customer.waitsUntil("Grüße", "READ");
        account().get("/api/v1/statuses/" + asked).then().statusCode(200).body("replies_count", is(1));
        account()
                .get("/api/v1/statuses/" + asked + "/context")
                .then()
                .statusCode(200)
                .body("ancestors", empty())
                .body("descendants.id", contains(answer));
        // when: the customer answers in private, which is another thread, then in public
        mention(Visibility.DIRECT, "psst");
        var thanks = mention(Visibility.PUBLIC, "Thanks").at("/status/id").asText();
        // then
        account().get("/api/v1/statuses/" + thanks + "/context").then().body("ancestors.id", contains(asked, answer));
    }

    @Test
    void shouldPostOnceForAKey() {
        // given
        var draft = Map.of("status", to("Once " + mark), "visibility", "direct");
        // when
        var ids = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> account()
                        .header("Idempotency-Key", mark)
                        .contentType(ContentType.JSON)
                        .body(draft)
                        .post("/api/v1/statuses")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<String>path("id"))
                .collect(Collectors.toSet());
        // then
        assertThat(ids).hasSize(1);
        customer.phone().body("phones.messages.flatten().findAll { it.text == 'Once " + mark + "' }", hasSize(1));
    }

    @Test
    void shouldTakeParametersAsAForm() {
        account()
                .formParam("status", to("As a form " + mark))
                .formParam("visibility", "direct")
                .formParam(
                        "media_ids[]",
                        upload("picture.png", "image/png", Customer.PICTURE)
                                .extract()
                                .<String>path("id"))
                .post("/api/v1/statuses")
                .then()
                .statusCode(200)
                .body("media_attachments.type", contains("image"));
        assertThat(customer.<String>find("As a form " + mark, "files[0].name")).isEqualTo("picture.png");
    }

    @Test
    void shouldCarryFilesBothWays() {
        // when
        customer.writes(Visibility.DIRECT, "look " + mark, Customer.hasPicture());
        customer.waitsUntil("look " + mark, "SENT");
        // then
        var picture = notified("look " + mark).at("/status/media_attachments/0");
        assertThat(picture.path("type").asText()).isEqualTo("image");
        assertThat(given().get(URI.create(picture.path("url").asText()).getPath())
                        .asByteArray())
                .isEqualTo(Customer.PICTURE);
        // when
        var one = upload("1.png", "image/png", Customer.PICTURE)
                .statusCode(200)
                .body("url", notNullValue())
                .extract()
                .<String>path("id");
        var two = upload("2.png", "image/png", Customer.PICTURE).extract().<String>path("id");
        post(Map.of("status", to("Here " + mark), "media_ids", List.of(one, two)))
                .statusCode(200)
                .body("media_attachments.id", contains(one, two));
        // then
        assertThat(customer.<List<String>>find("Here " + mark, "files.name")).containsExactly("1.png", "2.png");
        post(Map.of("status", "x", "media_ids", List.of(one)))
                .statusCode(422)
                .body("error", is("Media " + one + " not found or already attached to another post"));
    }

    @Test
    void shouldWorkOnASoundBeforeItCanBePosted() {
        // when
        var id = upload("a.mp3", "audio/mpeg", new byte[] {1})
                .statusCode(202)
                .body("type", is("audio"))
                .body("url", nullValue())
                .extract()
                .<String>path("id");
        // then
        await("it is ready")
                .atMost(PATIENCE)
                .until(() -> account().get("/api/v1/media/" + id).statusCode() == 200);
        post(Map.of("status", to("Listen " + mark), "media_ids", List.of(id))).statusCode(200);
        account().get("/api/v1/media/1").then().statusCode(404).body("error", is("Record not found"));
    }

    @Test
    void shouldRefuseFilesAsMastodonDoes() {
        upload("a.pdf", "application/pdf", new byte[] {1})
                .statusCode(422)
                .body("error", is("Validation failed: File content type is invalid, File is invalid"));
        upload("a.png", "image/png", new byte[] {1})
                .statusCode(422)
                .body("error", is("Validation failed: File is invalid"));
        account().post("/api/v2/media").then().statusCode(422);
        var ids = IntStream.range(0, 2)
                .mapToObj(i -> upload(i + ".webm", "video/webm", new byte[] {1})
                        .extract()
                        .<String>path("id"))
                .toList();
        post(Map.of("status", "x", "media_ids", ids))
                .statusCode(422)
                .body("error", is("Cannot attach a video to a post that already contains images"));
        post(Map.of("status", "x", "media_ids", List.of("1", "2", "3", "4", "5")))
                .body("error", is("Cannot attach more than 4 files"));
    }

    @Test
    void shouldRefuseAsMastodonDoes() {
        for (var stranger : List.of(given(), given().header("Authorization", "Bearer wrong"))) {
            stranger.get("/api/v1/notifications")
                    .then()
                    .statusCode(401)
                    .header("X-RateLimit-Limit", nullValue())
                    .body("error", is("The access token is invalid"));
        }
        given().get("/api/v1/accounts/verify_credentials").then().statusCode(401);
        account().get("/api/v1/statuses/1").then().statusCode(404).body("error", is("Record not found"));
        account().get("/api/v1/statuses/1/context").then().statusCode(404);
        account().get("/api/v1/notifications/1").then().statusCode(404);
        post(Map.of("status", " ")).statusCode(422).body("error", is("Validation failed: Text can't be blank"));
        post(Map.of("status", to("x".repeat(501))))
                .statusCode(422)
                .body("error", is("Validation failed: Text character limit of 500 exceeded"));
        post(Map.of("status", "x", "visibility", "secret"))
                .statusCode(422)
                .body("error", is("'secret' is not a valid visibility"));
        post(Map.of("status", "x", "in_reply_to_id", "1")).statusCode(404);
        post(Map.of("status", "x", "poll", Map.of("options", List.of("a", "b"))))
                .statusCode(422);
        account()
                .contentType(ContentType.JSON)
                .body("{")
                .post("/api/v1/statuses")
                .then()
                .statusCode(400);
        // as long as it may be: of whom it is for only the name counts
        post(Map.of("status", to("x".repeat(500 - customer.person().mastodon().indexOf('@') - 2))))
                .statusCode(200);
    }

    @Test
    void shouldReachNobodyWhoIsNotThere() {
        post(Map.of("status", "@nobody@fedi.example.com Hello")).statusCode(200).body("mentions", empty());
        // given
        var una = customer(People.UNREACHABLE);
        // when
        post(Map.of("status", "@" + una.person().mastodon() + " Hello " + mark))
                .statusCode(200)
                .body("mentions", hasSize(1));
        // then
        assertThat(una.<String>find("Hello " + mark, "state")).isEqualTo("FAILED");
    }

    @Test
    void shouldSayWhatTheCustomersServerDoesNotTake() {
        // given
        var paper = given().contentType("application/pdf")
                .body("%PDF-1.7".getBytes(UTF_8))
                .post("/api/files?name=a.pdf")
                .then()
                .extract()
                .<String>path("id");
        // when
        customer.writes("Here it is " + mark, paper);
        customer.writes("x".repeat(500));
        // then
        customer.waitsUntil("Here it is " + mark, "FAILED");
        customer.waitsUntil("x".repeat(500), "FAILED");
        assertThat(customer.<String>find("x".repeat(500), "note")).isEqualTo("Mastodon takes 500 characters");
        customer.writes(Map.of("text", "Hello", "visibility", "PRIVATE")).statusCode(400);
        new Customer(customer.person(), Network.TELEGRAM, "@rapport_sandbox_bot")
                .writes(Map.of("text", "Hello", "visibility", "PUBLIC"))
                .statusCode(400);
    }

    @Test
    void shouldSayHowOftenTheAccountMayCall() {
        var before = account()
                .get("/api/v1/accounts/verify_credentials")
                .then()
                .statusCode(200)
                .body("acct", is("support"))
                .body("source.privacy", is("public"))
                .header("X-RateLimit-Limit", "300")
                .header("X-RateLimit-Reset", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d[05]:00\\.000000Z"))
                .extract()
                .headers();
        var after = account().get("/api/v1/accounts/verify_credentials").headers();
        if (after.getValue("X-RateLimit-Reset").equals(before.getValue("X-RateLimit-Reset"))) {
            assertThat(Integer.parseInt(after.getValue("X-RateLimit-Remaining")))
                    .isLessThan(Integer.parseInt(before.getValue("X-RateLimit-Remaining")));
        }
        upload("a.pdf", "application/pdf", new byte[] {1}).header("X-RateLimit-Limit", "30");
    }

    @Test
    void shouldSayWhatItIs() {
        given().get("/api/v2/instance")
                .then()
                .statusCode(200)
                .body("domain", is("social.example.com"))
                .body("configuration.urls.streaming", matchesPattern("ws://localhost:\\d+"))
                .body("configuration.statuses.max_characters", is(500))
                .body("configuration.statuses.max_media_attachments", is(4))
                .body("configuration.media_attachments.image_size_limit", is(16 * 1024 * 1024))
                .body("configuration.media_attachments.supported_mime_types", hasSize(lessThan(50)));
    }

    private Customer customer(String address) {
        return new Customer(
                people.meet(address, "Kwame Imaginary").orElseThrow(), Network.MASTODON, "@" + MASTODON_ADDRESS);
    }

    /** Writes, and gives the notification of it. */
    private JsonNode mention(Visibility visibility, String text) {
        customer.writes(visibility, text);
        customer.waitsUntil(text, "SENT");
        return notified(text);
    }

    private JsonNode notified(String text) {
        var id = customer.<String>find(text, "id");
        try {
            for (var notification :
                    json.readTree(account().get("/api/v1/notifications").asString())) {
                if (notification.at("/status/id").asText().equals(id)) {
                    return notification;
                }
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("Nobody is notified of " + text);
    }

    private String to(String text) {
        return "@" + customer.person().mastodon() + " " + text;
    }

    private static ValidatableResponse post(Map<String, ?> draft) {
        return account()
                .contentType(ContentType.JSON)
                .body(draft)
                .post("/api/v1/statuses")
                .then();
    }

    private static ValidatableResponse upload(String name, String type, byte[] content) {
        return account()
                .multiPart("file", name, content, type)
                .post("/api/v2/media")
                .then();
    }

    private static RequestSpecification account() {
        return given().header("Authorization", "Bearer " + MASTODON_TOKEN);
    }
}
