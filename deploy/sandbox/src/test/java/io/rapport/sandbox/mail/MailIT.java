package io.rapport.sandbox.mail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.sandbox.FakePlatform;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import jakarta.mail.search.MessageIDTerm;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(FakePlatform.class)
class MailIT {
    @Inject
    SmtpSink sink;

    @Inject
    CompanyMailbox mailbox;

    FakePlatform platform;

    private final String customer = "carla-" + UUID.randomUUID() + "@example.com";

    @Test
    void shouldSendACustomersMailBySmtp() {
        // when
        var messageId =
                post(Map.of("subject", "Grüße")).statusCode(201).extract().<String>path("messageId");
        // then
        assertThat(platform.mails)
                .anySatisfy(mail -> assertThat(mail)
                        .contains("Message-ID: " + messageId)
                        .contains("From: Carla Example <" + customer + ">")
                        .contains("To: support@example.com")
                        .contains("Subject: =?UTF-8?"));
        given().get("/api/mailboxes/" + customer)
                .then()
                .statusCode(200)
                .body("name", is("Carla Example"))
                .body("conversations", hasSize(1))
                .body("conversations[0].mails[0].way", is("SENT"))
                .body("conversations[0].mails[0].text", is("Hello"));
        given().get("/api/mailboxes").then().statusCode(200).body("address", hasItem(customer));
    }

    @ParameterizedTest
    @ValueSource(strings = {FakePlatform.IMAP_ADDRESS, "Help+token@example.com"})
    void shouldKeepMailToTheOtherAddressForWhoeverFetchesIt(String to) throws Exception {
        // when
        var messageId = post(Map.of("to", to, "subject", "Grüße"))
                .statusCode(201)
                .extract()
                .<String>path("messageId");
        // then
        try (var store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("localhost", mailbox.imapPort(), FakePlatform.IMAP_ADDRESS, FakePlatform.IMAP_PASSWORD);
            assertThat(((IMAPStore) store).hasCapability("IDLE")).isTrue();
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.search(new MessageIDTerm(messageId)))
                    .singleElement()
                    .satisfies(mail -> {
                        assertThat(mail.getSubject()).isEqualTo("Grüße");
                        assertThat(mail.getContent()).asString().contains("Hello");
                        assertThat(mail.getAllRecipients())
                                .extracting(Address::toString)
                                .containsExactly(to);
                    });
        }
        assertThat(platform.mails).noneMatch(mail -> mail.contains(messageId));
        given().get("/api/mailboxes/" + customer)
                .then()
                .body("conversations[0].mails[0].to", is(to))
                .body("conversations[0].mails[0].way", is("SENT"));
    }

    @Test
    void shouldLetNobodyElseFetchTheMail() throws Exception {
        try (var store = Session.getInstance(new Properties()).getStore("imap")) {
            assertThatThrownBy(() -> store.connect("localhost", mailbox.imapPort(), FakePlatform.IMAP_ADDRESS, "wrong"))
                    .isInstanceOf(AuthenticationFailedException.class);
        }
    }

    @Test
    void shouldShowTheAnswerInItsConversationAndAnswerThat() {
        // given
        var first = post(Map.of()).statusCode(201).extract().<String>path("messageId");
        var answer = "<" + UUID.randomUUID() + "@example.com>";
        // when
        receive("Message-ID: " + answer + "\nIn-Reply-To: " + first + "\nReferences: " + first);
        // then
        given().get("/api/mailboxes/" + customer)
                .then()
                .body("conversations", hasSize(1))
                .body("conversations[0].mails", hasSize(2))
                .body("conversations[0].mails[1].way", is("RECEIVED"))
                .body("conversations[0].mails[1].text", is("On its way"));
        // when
        var reply = post(Map.of("inReplyTo", answer)).statusCode(201).extract().<String>path("messageId");
        // then
        assertThat(platform.mails)
                .filteredOn(mail -> mail.contains("Message-ID: " + reply))
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .contains("In-Reply-To: " + answer)
                        .contains("References: " + first + "\r\n " + answer));
        given().get("/api/mailboxes/" + customer).then().body("conversations", hasSize(1));
    }

    @Test
    void shouldCountARepetitionAndKeepOne() {
        // given
        var before = sink.counts();
        var headers = "Message-ID: <" + UUID.randomUUID() + "@example.com>";
        // when
        receive(headers);
        receive(headers);
        // then
        given().get("/api/mailboxes/" + customer)
                .then()
                .body("conversations[0].mails", hasSize(1))
                .body("conversations[0].mails[0].repetitions", is(1));
        assertThat(sink.counts().accepted()).isEqualTo(before.accepted() + 1);
        assertThat(sink.counts().repeated()).isEqualTo(before.repeated() + 1);
    }

    @Test
    void shouldRefuseAndDeferWhenAsked() {
        var once = "defer-once-" + UUID.randomUUID() + "@example.com";
        assertThat(FakePlatform.send(sink.port(), "refuse@example.com", ".")).startsWith("550");
        assertThat(FakePlatform.send(sink.port(), "defer@example.com", ".")).startsWith("450");
        assertThat(FakePlatform.send(sink.port(), once, "Subject: x\n\nx")).startsWith("450");
        assertThat(FakePlatform.send(sink.port(), once, "Subject: x\n\nx")).startsWith("250");
        assertThat(FakePlatform.send(sink.port(), "deferential@example.com", "Subject: x\n\nx"))
                .startsWith("250");
    }

    @Test
    void shouldSayWhatTheAdapterSaidWhenItDoesNotTakeTheMail() {
        post(Map.of("to", "nobody@example.com"))
                .statusCode(422)
                .contentType(startsWith("application/problem+json"))
                .body("smtpCode", is(550))
                .body("detail", containsString("5.1.1 No such mailbox here"));
        post(Map.of("to", "later@example.com")).statusCode(503).body("smtpCode", is(451));
        given().get("/api/mailboxes/" + customer).then().body("conversations", hasSize(0));
    }

    @Test
    void shouldRefuseWhatIsNoMadeUpMail() {
        post(Map.of("from", "somebody@real.test")).statusCode(400).body("detail", containsString("example.com"));
        post(Map.of("text", " ")).statusCode(400);
        post(Map.of("to", "a@example.com>\r\nRCPT TO:<b@example.com")).statusCode(400);
    }

    @Test
    void shouldServeThePageAndBeReady() {
        given().get("/").then().statusCode(200).body(containsString("Play a customer"));
        given().get("/q/health/ready").then().statusCode(200);
    }

    private io.restassured.response.ValidatableResponse post(Map<String, String> changes) {
        var letter =
                new HashMap<>(Map.of("fromName", "Carla Example", "from", customer, "subject", "Hi", "text", "Hello"));
        letter.putAll(changes);
        return given().contentType(ContentType.JSON)
                .body(letter)
                .post("/api/mails")
                .then();
    }

    private void receive(String headers) {
        assertThat(FakePlatform.send(
                        sink.port(), customer, "From: Support <support@example.com>\n" + headers + "\n\nOn its way"))
                .startsWith("250");
    }
}
