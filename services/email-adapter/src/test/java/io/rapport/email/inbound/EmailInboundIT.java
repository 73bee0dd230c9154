package io.rapport.email.inbound;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.rapport.contracts.Topics;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.support.Replay;
import io.rapport.email.support.SinkResource;
import io.rapport.email.support.SmallEvents;
import io.rapport.email.support.SmtpDialogue;
import io.rapport.email.threading.OwnMessageId;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(SinkResource.class)
class EmailInboundIT {
    @InjectTestLog
    TestLog log;

    @Inject
    SmtpReceiver receiver;

    @Inject
    MailIntake intake;

    @Inject
    MailAccounts mailboxes;

    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    Event<CertificateUpdatedEvent> renewed;

    @Inject
    PayloadStore store;

    @Inject
    ThreadTokens tokens;

    @Inject
    MeterRegistry metrics;

    private String messageId;

    @BeforeEach
    void newMessageId() {
        log.await("that all mailboxes are known", mailboxes::areAllKnown);
        messageId = "<" + UUID.randomUUID() + "@customer.example>";
    }

    @Test
    void shouldTellTheLogBeforeAnswering250() {
        // when
        var reply = send("support@example.com", mail("Where is it?", "Hello,\n.one dot\n..two dots"));
        // then: no waiting
        assertThat(reply).startsWith("250");
        var events = events();
        assertThat(events).hasSize(1);
        var record = events.getFirst();
        assertThat(header(record, "ce_type")).isEqualTo("rapport.interactions.message-received.v1");
        assertThat(header(record, "ce_tenant")).isEqualTo("default");
        var data = data(record);
        assertThat(record.key()).isEqualTo("default:" + data.at("/thread/id").asText());
        assertThat(data.at("/direction").asText()).isEqualTo("INWARD");
        assertThat(data.at("/from/address").asText()).isEqualTo("carla@example.com");
        assertThat(data.at("/from/name").asText()).isEqualTo("Carla Example");
        assertThat(data.at("/content/subject").asText()).isEqualTo("Where is it?");
        assertThat(data.at("/content/text").asText()).isEqualTo("Hello,\n.one dot\n..two dots");
        assertThat(data.at("/threadRule").asText()).isEqualTo("new");
    }

    @Test
    void shouldTakeCommandsThatCameTogetherWhenPipelining() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            // when
            assertThat(dialogue.say("EHLO customer.example")).contains("250-PIPELINING");
            var replies = dialogue.pipeline(
                    "MAIL FROM:<carla@example.com>",
                    "RCPT TO:<nobody@example.com>",
                    "RCPT TO:<support@example.com>",
                    "DATA");
            // then
            assertThat(replies).extracting(reply -> reply.substring(0, 3)).containsExactly("250", "550", "250", "354");
            assertThat(dialogue.say(mail("Together", "Hello").replace("\n", "\r\n") + "\r\n."))
                    .startsWith("250");
        }
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldTakeAMailInChunks() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            // given
            assertThat(dialogue.say("EHLO customer.example")).contains("250-CHUNKING");
            var mail = mail("In chunks", "Hello,\n.\n.one dot").replace("\n", "\r\n");
            // when
            dialogue.pipeline("MAIL FROM:<carla@example.com>", "RCPT TO:<support@example.com>");
            dialogue.write("BDAT 100\r\n" + mail.substring(0, 100));
            var first = dialogue.reply();
            dialogue.write("BDAT " + (mail.length() - 100) + "\r\n" + mail.substring(100));
            var second = dialogue.reply();
            var last = dialogue.say("BDAT 0 LAST");
            // then
            assertThat(List.of(first, second, last)).allMatch(reply -> reply.startsWith("250"));
            assertThat(data(events().getFirst()).at("/content/text").asText()).isEqualTo("Hello,\n.\n.one dot");
            // and the whole mail may come together with the commands
            dialogue.write("MAIL FROM:<carla@example.com>\r\nRCPT TO:<support@example.com>\r\nBDAT " + mail.length()
                    + " LAST\r\n" + mail + "NOOP\r\n");
            assertThat(Stream.generate(dialogue::reply).limit(4)).allMatch(reply -> reply.startsWith("250"));
        }
    }

    @Test
    void shouldTakeNothingOfAMailWhoseSenderHangsUpOrThinksAgain() {
        var mail = mail("Cut", "Hello").replace("\n", "\r\n");
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            dialogue.say("EHLO customer.example");
            dialogue.pipeline("MAIL FROM:<carla@example.com>", "RCPT TO:<support@example.com>");
            // when
            dialogue.write("BDAT 10000 LAST\r\n" + mail);
            // then
            assertThat(dialogue.hangUp()).doesNotContain("250");
        }
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            dialogue.say("EHLO customer.example");
            dialogue.pipeline("MAIL FROM:<carla@example.com>", "RCPT TO:<support@example.com>", "DATA");
            // when
            dialogue.write(mail);
            // then
            assertThat(dialogue.hangUp()).doesNotContain("250");
        }
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            dialogue.say("EHLO customer.example");
            dialogue.pipeline("MAIL FROM:<carla@example.com>", "RCPT TO:<support@example.com>");
            // when
            dialogue.write("BDAT " + mail.length() + "\r\n" + mail);
            assertThat(dialogue.reply()).startsWith("250");
            // then
            assertThat(dialogue.say("RSET")).startsWith("250");
            assertThat(dialogue.say("BDAT 0 LAST")).startsWith("503");
            assertThat(events()).isEmpty();
            assertThat(dialogue.mail("support@example.com", mail)).startsWith("250");
        }
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldNotTakeTheContentOfARefusedMailForCommands() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            dialogue.say("EHLO customer.example");
            // when
            dialogue.write(
                    "MAIL FROM:<carla@example.com>\r\nRCPT TO:<nobody@example.com>\r\nBDAT 6 LAST\r\nQUIT\r\nNOOP\r\n");
            // then
            assertThat(Stream.generate(dialogue::reply).limit(4))
                    .extracting(reply -> reply.substring(0, 3))
                    .containsExactly("250", "550", "503", "250");
        }
    }

    @Test
    void shouldTakeMailOverTls() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            // when
            assertThat(dialogue.say("EHLO customer.example")).contains("250-STARTTLS");
            dialogue.startTls();
            // then: it begins anew
            assertThat(dialogue.say("EHLO customer.example")).doesNotContain("STARTTLS");
            assertThat(dialogue.mail("support@example.com", mail("Secret", "Hello")))
                    .startsWith("250");
        }
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldShowARenewedCertificateOnTheConnectionsAfterIt() {
        // given
        var before = certificate();
        try (var open = new SmtpDialogue(receiver.port())) {
            open.say("EHLO customer.example");
            open.startTls();
            try {
                // when
                renewed.fire(
                        new CertificateUpdatedEvent("mail", tls.get("renewed").orElseThrow()));
                // then
                assertThat(certificate()).isNotEqualTo(before);
                open.say("EHLO customer.example");
                assertThat(open.mail("support@example.com", mail("Renewed", "Hello")))
                        .startsWith("250");
                // when: it is another listener's
                renewed.fire(
                        new CertificateUpdatedEvent("peers", tls.get("peers").orElseThrow()));
                // then
                assertThat(certificate()).isNotEqualTo(before);
            } finally {
                renewed.fire(new CertificateUpdatedEvent("mail", tls.get("mail").orElseThrow()));
            }
        }
        assertThat(certificate()).isEqualTo(before);
    }

    private X509Certificate certificate() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            dialogue.say("EHLO customer.example");
            return dialogue.startTls().certificate();
        }
    }

    @Test
    void shouldForgetWhatWasSaidInTheClearBehindStarttls() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            // given
            dialogue.say("EHLO customer.example");
            // when: somebody in between adds a mail's beginning, into which the sender's own commands would fall
            dialogue.startTls(
                    "EHLO mallory.example", "MAIL FROM:<mallory@example.com>", "RCPT TO:<support@example.com>", "DATA");
            // then: the next answer is the one to the next command, and nothing of a mail is there
            assertThat(dialogue.say("RCPT TO:<support@example.com>")).startsWith("503");
            assertThat(dialogue.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void shouldKeepTheMailAsItCame() {
        // given
        var mail = mail("Raw", "Hello");
        // when
        send("support@example.com", mail);
        // then
        var rawRef = data(events().getFirst()).at("/rawRef").asText();
        assertThat(store.get(TenantId.DEFAULT, rawRef))
                .hasValue((mail.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldGiveTheSameEventIdWhenTheSameMailComesTwice() {
        // when
        send("support@example.com", mail("Twice", "Hello"));
        send("support+again@example.com", mail("Twice", "Hello"));
        // then
        assertThat(events()).hasSize(2);
        assertThat(events().stream().map(record -> header(record, "ce_id")).distinct())
                .hasSize(1);
        assertThat(events().stream().map(ConsumerRecord::key).distinct()).hasSize(1);
    }

    @Test
    void shouldTellEveryAccountThatReceives() {
        // when
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            dialogue.say("EHLO customer.example");
            dialogue.say("MAIL FROM:<carla@example.com>");
            dialogue.say("RCPT TO:<support@example.com>");
            dialogue.say("RCPT TO:<SALES@example.com>");
            dialogue.say("RCPT TO:<support+twice@example.com>");
            dialogue.say("DATA");
            assertThat(dialogue.say(mail("Both", "Hello").replace("\n", "\r\n") + "\r\n."))
                    .startsWith("250");
        }
        // then
        assertThat(events().stream()
                        .map(record -> data(record).at("/thread/account").asText()))
                .containsExactlyInAnyOrder("support@example.com", "sales@example.com");
    }

    @Test
    void shouldKeepAttachments() {
        // when
        send("support@example.com", """
                From: Carla Example <carla@example.com>
                Message-ID: %s
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/html

                see <i>the</i> picture
                --b
                Content-Type: image/png; name=picture.png
                Content-Disposition: attachment
                Content-ID: <pic@example.com>
                Content-Transfer-Encoding: base64

                AQID
                --b--
                """.formatted(messageId));
        // then
        var content = data(events().getFirst()).at("/content");
        assertThat(content.at("/text").asText()).isEqualTo("see the picture");
        assertThat(store.get(TenantId.DEFAULT, content.at("/htmlContentId").asText()))
                .hasValue("see <i>the</i> picture".getBytes(StandardCharsets.UTF_8));
        var attachment = content.at("/attachments/0");
        assertThat(attachment.at("/cid").asText()).isEqualTo("pic@example.com");
        assertThat(attachment.at("/name").asText()).isEqualTo("picture.png");
        assertThat(attachment.at("/mediaType").asText()).isEqualTo("image/png");
        assertThat(attachment.at("/size").asLong()).isEqualTo(3);
        assertThat(store.get(TenantId.DEFAULT, attachment.at("/contentId").asText()))
                .hasValue(new byte[] {1, 2, 3});
    }

    @Test
    void shouldRefuseUnknownRecipients() {
        assertThat(send("nobody@example.com", mail("Hi", "Hello"))).startsWith("550 5.1.1");
        assertThat(events()).isEmpty();
    }

    @Test
    void shouldRefuseMailThatIsTooLargeAndGoOnWithTheConnection() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            // given
            assertThat(dialogue.say("EHLO customer.example")).contains("SIZE 204800");
            // when
            var declared = dialogue.say("MAIL FROM:<carla@example.com> SIZE=300000");
            var sent = dialogue.mail("support@example.com", mail("Large", "x".repeat(300_000)));
            var next = dialogue.mail("support@example.com", mail("Small", "x"));
            // then
            assertThat(declared).startsWith("552 5.3.4");
            assertThat(sent).startsWith("552 5.3.4");
            assertThat(next).startsWith("250");
        }
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldTakeMailThatBreaksTheRules() {
        assertThat(send(
                        "support@example.com",
                        "Message-ID: " + messageId + "\nContent-Type: multipart/; boundary\n\n--"))
                .startsWith("250");
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldSetAsideAMailThatNoEventCanCarry() {
        // given: an answer that Kafka's client throws at, and will throw at however often the mail comes
        var surprise = mail("x".repeat(150_000), "Hello");
        double before = quarantined();
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            dialogue.say("EHLO customer.example");
            // when
            assertThat(dialogue.mail("support@example.com", surprise)).startsWith("250");
            // then
            assertThat(events()).isEmpty();
            assertThat(quarantined()).isEqualTo(before + 1);
            assertThat(dialogue.mail("support@example.com", mail("Next", "Hello")))
                    .startsWith("250");
        }
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldTakeTheOthersOfItsMomentWhenOneCannotBeTold() {
        // given
        var first = arrived("support", mail("First", "Hello"));
        var surprise = arrived("support", mail("x".repeat(150_000), "Hello"));
        var ended = arrived("support", mail("Ended", "Hello"));
        ended.safe().cancel(false);
        var others = arrived("others", mail("Other", "Hello"));
        var last = arrived("support", mail("Last", "Hello"));
        double before = quarantined();
        // when
        intake.take(List.of(first, surprise, ended, others, last));
        // then
        assertThat(Stream.of(first, surprise, others, last).map(ArrivedMail::safe))
                .allSatisfy(safe -> assertThat(safe).succeedsWithin(Duration.ofSeconds(20)));
        assertThat(quarantined()).isEqualTo(before + 1);
        assertThat(events())
                .extracting(it -> data(it).at("/content/subject").asText())
                .containsExactlyInAnyOrder("First", "Other", "Last");
        // then: each tenant's in a place of its own
        assertThat(events())
                .allSatisfy(it -> assertThat(store.get(
                                TenantId.of(header(it, "ce_tenant")),
                                data(it).at("/rawRef").asText()))
                        .hasValueSatisfying(raw -> assertThat(new String(raw, StandardCharsets.UTF_8))
                                .contains("Subject: "
                                        + data(it).at("/content/subject").asText() + "\n")));
    }

    private static ArrivedMail arrived(String account, String mail) {
        var tenant = account.equals("support") ? TenantId.DEFAULT : TenantId.of(account);
        return ArrivedMail.received(
                mail.getBytes(StandardCharsets.UTF_8),
                "carla@example.com",
                Map.of(MailAccount.of(tenant, account + "@example.com", null), List.of()));
    }

    @Test
    void shouldReadAgainAsItCameWhatWasSetAside() {
        // given: its sender and whom it answers stand in its envelope alone
        assertThat(send("support@example.com", mail("First", "Hello"))).startsWith("250");
        var root = "00112233445566aa";
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "support@example.com", "carla@example.com", root);
        var to = "support+" + tokens.of(TenantId.DEFAULT, thread).orElseThrow() + "@example.com";
        String payload;
        try (var small = new SmallEvents()) {
            double before = quarantined();
            log.await("a mail that the broker does not take", () -> {
                newMessageId();
                send(to, withoutSender());
                return quarantined() > before;
            });
            payload = store.putRaw(
                    TenantId.DEFAULT,
                    (withoutSender().replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(replay(payload)).contains("more than Kafka takes");
            assertThat(events()).isEmpty();
        }
        // when: the broker takes it
        log.await("that it is told", () -> replay(payload).isEmpty());
        // then
        assertThat(events()).hasSize(1);
        var data = data(events().getFirst());
        assertThat(data.at("/thread/account").asText()).isEqualTo("support@example.com");
        assertThat(data.at("/from/address").asText()).isEqualTo("carla@example.com");
        assertThat(data.at("/threadRule").asText()).isEqualTo("reply-token");
        assertThat(data.at("/thread/id").asText()).isEqualTo(thread.id().toString());
        // when: somebody wants it once more
        assertThat(replay(payload)).isEmpty();
        // then
        assertThat(events().stream().map(it -> header(it, "ce_id")))
                .hasSize(2)
                .containsOnly(header(events().getFirst(), "ce_id"));
    }

    private String withoutSender() {
        return "Subject: " + "x".repeat(40_000) + "\nMessage-ID: " + messageId + "\n\nHello";
    }

    private String replay(String payload) {
        return Replay.of(log, payload);
    }

    private double quarantined() {
        var counter = metrics.find("rapport.email.quarantined")
                .tag("account", "support@example.com")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void shouldNotTakeACopyOfOurOwnMailForACustomers() {
        messageId = "<" + UUID.randomUUID() + ".0123456789abcdef@example.com>";
        assertThat(send("support@example.com", mail("Copy", "Hello"))).startsWith("250");
        assertThat(events()).isEmpty();
    }

    @Test
    void shouldTellWhatBecameOfOurMailWhenItBounces() {
        // given: a mail of ours to Carla
        var command = new CommandId(UUID.randomUUID());
        var thread = ThreadRef.of(
                TenantId.DEFAULT, Channel.EMAIL, "support@example.com", "carla@example.com", "0123456789abcdef");
        messageId =
                new OwnMessageId(command, tokens.of(TenantId.DEFAULT, thread).orElseThrow()).at("example.com");
        var bounce = """
                From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
                Message-ID: <%s@mx.example.org>
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                <carla@example.com>: 550 5.1.1 User unknown
                --b
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; carla@example.com
                Action: failed
                Status: 5.1.1
                --b
                Content-Type: text/rfc822-headers

                Message-ID: %s
                --b--
                """.formatted(UUID.randomUUID(), messageId);
        // when: it comes twice
        assertThat(send("support@example.com", bounce)).startsWith("250");
        assertThat(send("support@example.com", bounce)).startsWith("250");
        // then
        assertThat(events()).hasSize(2);
        assertThat(events().stream().map(record -> header(record, "ce_id")).distinct())
                .hasSize(1);
        var record = events().getFirst();
        assertThat(header(record, "ce_type")).isEqualTo("rapport.interactions.delivery-updated.v1");
        assertThat(record.key()).isEqualTo("default:" + thread.id());
        var data = data(record);
        assertThat(data.at("/commandId").asText()).isEqualTo(command.toString());
        assertThat(data.at("/status").asText()).isEqualTo("FAILED");
        assertThat(data.at("/failure/reason").asText()).isEqualTo("ADDRESS_UNKNOWN");
        assertThat(data.at("/failure/providerCode").asText()).isEqualTo("5.1.1");
    }

    @Test
    void shouldKeepABounceOfSomebodysMailForPeople() {
        // when
        send("support@example.com", """
                From: MAILER-DAEMON@mx.example.org
                Message-ID: %s
                X-Failed-Recipients: kim@example.org

                kim@example.org: 550 5.1.1 User unknown

                ------ This is a copy of the message, including all the headers. ------

                Message-ID: <not-ours@example.org>
                """.formatted(messageId));
        // then
        var data = data(events().getFirst());
        assertThat(data.at("/automation").asText()).isEqualTo("BOUNCE");
        assertThat(data.at("/report/kind").asText()).isEqualTo("FAILED");
        assertThat(data.at("/report/recipient").asText()).isEqualTo("kim@example.org");
        assertThat(data.at("/report/failure/providerCode").asText()).isEqualTo("5.1.1");
        assertThat(data.at("/report/originalMessageId").asText()).isEqualTo("<not-ours@example.org>");
    }

    @Test
    void shouldFindTheConversationByTheAddressWeGaveToTheSender() {
        // given
        var root = "fedcba9876543210";
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "support@example.com", "carla@example.com", root);
        var token = tokens.of(TenantId.DEFAULT, thread).orElseThrow();
        // when
        send("support+" + token + "@example.com", mail("All else is lost", "Hello"));
        // then
        var data = data(events().getFirst());
        assertThat(data.at("/threadRule").asText()).isEqualTo("reply-token");
        assertThat(data.at("/thread/id").asText()).isEqualTo(thread.id().toString());
    }

    @Test
    void shouldBeReadyAndCount() {
        send("support@example.com", mail("Count", "Hello"));
        given().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("rapport_email_published_total"));
    }

    private String send(String recipient, String mail) {
        return SmtpDialogue.send(receiver.port(), recipient, mail);
    }

    private String mail(String subject, String text) {
        return "From: Carla Example <carla@example.com>\nTo: support@example.com\nSubject: " + subject
                + "\nMessage-ID: " + messageId + "\n\n" + text;
    }

    /** The events of this test's mail. */
    private List<ConsumerRecord<String, byte[]>> events() {
        return log.records(Topics.INTERACTIONS).stream()
                .filter(record -> data(record).at("/providerMessageId").asText().equals(messageId))
                .toList();
    }

    private JsonNode data(ConsumerRecord<String, byte[]> record) {
        try {
            return log.json().readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
