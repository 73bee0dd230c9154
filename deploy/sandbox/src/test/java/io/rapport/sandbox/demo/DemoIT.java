package io.rapport.sandbox.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.sandbox.FakePlatform;
import io.rapport.sandbox.mail.SmtpSink;
import io.rapport.sandbox.people.People;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FakePlatform.class)
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    SmtpSink sink;

    @Inject
    People people;

    FakePlatform platform;

    @BeforeEach
    void forget() {
        platform.mails.clear();
        platform.calls.clear();
        platform.chat.heard.clear();
    }

    @AfterEach
    void stop() {
        given().post("/api/demo/stop").then().statusCode(200).body("running", is(false));
    }

    @Test
    void shouldWriteGoOnAndRate() {
        // given
        given().contentType(ContentType.JSON)
                .body("{\"seconds\":60,\"perMinute\":600}")
                .post("/api/demo/start")
                .then()
                .statusCode(200)
                .body("running", is(true));
        await("customers write").atMost(PATIENCE).until(() -> platform.mails.size() > 5);
        // when: everybody is answered, then asked
        var answered = platform.mails.stream().limit(6).toList();
        for (var mail : answered) {
            var messageId = header(mail, "Message-ID").orElseThrow();
            var customer = header(mail, "From").orElseThrow().replaceAll(".*<|>.*", "");
            deliver(customer, messageId, "Thank you for your mail.");
            deliver(customer, messageId, "How did we do? " + platform.surveyLink() + "-" + UUID.randomUUID() + "\n");
        }
        // then
        await("customers go on")
                .atMost(PATIENCE)
                .until(() -> platform.mails.stream()
                        .anyMatch(mail -> header(mail, "In-Reply-To").isPresent()));
        await("customers rate").atMost(PATIENCE).until(() -> !platform.surveys.isEmpty());
        assertThat(platform.surveys.getFirst()).matches("rating=[1-5]&comment=.*");
    }

    @Test
    void shouldLetOneCustomerWriteOnFourChannelsAndGoOnWhereTheAnswerCame() {
        // given
        var carla = people.with("carla@example.com").orElseThrow();
        // when
        given().contentType(ContentType.JSON)
                .body("{\"seconds\":60,\"perMinute\":1}")
                .post("/api/demo/start")
                .then()
                .statusCode(200);
        // then
        await("a mail, a picture, a text message and a chat").atMost(PATIENCE).untilAsserted(() -> {
            given().get("/api/mailboxes/carla@example.com")
                    .then()
                    .body("conversations.mails.flatten().text", hasItem(containsString("5150")));
            assertThat(platform.calls("\"image\"")).anyMatch(it -> it.body().contains(carla.whatsApp()));
            given().get("/api/people/carla@example.com")
                    .then()
                    .body(
                            "phones.findAll { it.network == 'SMS' }.messages.flatten().text",
                            hasItem(containsString("5150")));
            assertThat(platform.chat.heard(carla.visitor(), "5150")).isNotEmpty();
        });
        given().get("/api/demo")
                .then()
                .body("everywhere.address", is("carla@example.com"))
                .body("failures", is(0));
        // when
        platform.chat.say(carla.visitor(), "Yes, I am here. Friday is possible.");
        platform.chat.say(carla.visitor(), "How did we do? " + platform.surveyLink() + "-carla");
        // then
        await("she goes on in the chat")
                .atMost(PATIENCE)
                .until(() -> !platform.chat
                        .heard(carla.visitor(), "Finally somebody")
                        .isEmpty());
    }

    @Test
    void shouldStartWithoutAnyPaceAndStopByItself() {
        given().post("/api/demo/start").then().statusCode(200).body("running", is(true));
        given().contentType(ContentType.JSON)
                .body("{\"seconds\":1,\"perMinute\":600}")
                .post("/api/demo/start")
                .then()
                .statusCode(200);
        await("the demo ends")
                .atMost(PATIENCE)
                .until(() -> !given().get("/api/demo").then().extract().<Boolean>path("running"));
    }

    @Test
    void shouldRefuseAPaceNobodyCanKeep() {
        given().contentType(ContentType.JSON)
                .body("{\"perMinute\":100000}")
                .post("/api/demo/start")
                .then()
                .statusCode(400);
    }

    private void deliver(String customer, String inReplyTo, String text) {
        assertThat(FakePlatform.send(
                        sink.port(),
                        customer,
                        "From: support@example.com\nTo: " + customer + "\nMessage-ID: <" + UUID.randomUUID()
                                + "@example.com>\nIn-Reply-To: " + inReplyTo + "\nReferences: " + inReplyTo
                                + "\nSubject: Re: it\n\n" + text))
                .startsWith("250");
    }

    private static Optional<String> header(String mail, String name) {
        var match = Pattern.compile("(?im)^" + name + ": *(.*)$").matcher(mail);
        return match.find() ? Optional.of(match.group(1).strip()) : Optional.empty();
    }
}
