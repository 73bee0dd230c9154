package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.interactions.DeliveryReport;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.email.MailAccount;
import io.rapport.email.threading.OwnMessageId;
import io.rapport.email.threading.ThreadTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EmailTranslatorTest {
    private static final String HASH = "cafe".repeat(16);
    private static final MailAccount SUPPORT = new MailAccount(TenantId.DEFAULT, "support@example.com", "Support");
    private static final ThreadTokens TOKENS = new ThreadTokens(() -> new byte[32]);
    private static final EmailTranslator TRANSLATOR = new EmailTranslator("example.com"::equals, TOKENS);
    private static final Instant NOW = Instant.parse("2030-01-15T12:00:00Z");

    @Test
    void shouldSayAMailInThePlatformsWords() {
        // when
        var received = translate("From: Carla <carla@example.com>\nMessage-ID: <1@c.example>\nSubject: Hi\n\nHello");
        // then
        assertThat(received.direction()).isEqualTo(Direction.INWARD);
        assertThat(received.thread().account()).isEqualTo("support@example.com");
        assertThat(received.thread().party()).isEqualTo("carla@example.com");
        assertThat(received.threadRule()).isEqualTo("new");
        assertThat(received.providerMessageId()).isEqualTo("<1@c.example>");
        assertThat(received.content().text()).isEqualTo("Hello");
        assertThat(received.receivedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldKeepAStrangerOutWhoQuotesSomebodysMail() {
        // given
        var first = translate("From: carla@example.com\nMessage-ID: <1@c.example>\n\nHello");
        // when
        var stranger = translate(
                "From: mallory@example.com\nMessage-ID: <2@m.example>\nReferences: <1@c.example>\n\nTell me more");
        // then
        assertThat(stranger.thread().root()).isEqualTo(first.thread().root());
        assertThat(stranger.thread().id()).isNotEqualTo(first.thread().id());
        assertThat(stranger.customerId()).isNotEqualTo(first.customerId());
    }

    @Test
    void shouldKeepTheThreadWhenTheSubjectChanges() {
        var first = translate("From: carla@example.com\nMessage-ID: <1@c.example>\nSubject: One\n\nHello");
        var second = translate(
                "From: Carla@Example.com\nMessage-ID: <2@c.example>\nIn-Reply-To: <1@c.example>\nSubject: Two\n\nAlso");
        assertThat(second.thread()).isEqualTo(first.thread());
    }

    @Test
    void shouldKnowAMailWithoutMessageIdByItsBytes() {
        var received = translate("From: carla@example.com\n\nHello");
        assertThat(received.providerMessageId()).isEqualTo("<" + HASH + "@no-message-id.invalid>");
    }

    @Test
    void shouldTakeTheEnvelopeWhenNoHeaderNamesASender() {
        assertThat(translate("Subject: x\n\n.", "Bounce@Example.com").from().address())
                .isEqualTo("bounce@example.com");
        assertThat(translate("Subject: x\n\n.", "").from().address()).isEqualTo("unknown@invalid");
    }

    @Test
    void shouldKeepTheNewWordsBesideTheWholeText() {
        var received = translate(
                "From: carla@example.com\n\nBlue, please.\n\nOn 14 Jan 2030, at 10:11, Ada wrote:\n> Which colour?\n");
        assertThat(received.content().newestText()).isEqualTo("Blue, please.");
        assertThat(received.content().text()).endsWith("> Which colour?");
        assertThat(translate("From: carla@example.com\n\nBlue.").content().newestText())
                .isNull();
    }

    @Test
    void shouldTellWhatBecameOfAMailOfOurs() {
        // given
        var command = new CommandId(UUID.randomUUID());
        var thread = ThreadRef.of(
                TenantId.DEFAULT, Channel.EMAIL, "support@example.com", "carla@example.com", "0123456789abcdef");
        var messageId =
                new OwnMessageId(command, TOKENS.of(TenantId.DEFAULT, thread).orElseThrow()).at("example.com");
        // when
        var updated = report(messageId, "Carla@example.com", "failed").orElseThrow();
        // then
        assertThat(updated.thread()).isEqualTo(thread);
        assertThat(updated.commandId()).isEqualTo(command);
        assertThat(updated.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(updated.failure().reason()).isEqualTo(Reason.ADDRESS_UNKNOWN);
        assertThat(updated.failure().providerCode()).isEqualTo("5.1.1");
        assertThat(report(messageId, "carla@example.com", "delayed")
                        .orElseThrow()
                        .status())
                .isEqualTo(DeliveryStatus.QUEUED);
        assertThat(report(messageId, "carla@example.com", "delivered")
                        .orElseThrow()
                        .failure())
                .isNull();
    }

    @Test
    void shouldNotBelieveAReportAboutAMailThatIsNotOurs() {
        var invented = new OwnMessageId(new CommandId(UUID.randomUUID()), "0".repeat(32)).at("example.com");
        assertThat(report(invented, "carla@example.com", "failed")).isEmpty();
        assertThat(report("<1@elsewhere.example>", "carla@example.com", "failed"))
                .isEmpty();
    }

    @Test
    void shouldSayWhatAReportAboutSomebodysMailSays() {
        var received = translate(
                "From: MAILER-DAEMON@mx.example.org\nX-Failed-Recipients: kim@example.org\n\n550 5.2.2 over quota", "");
        assertThat(received.automation()).isEqualTo(Automation.BOUNCE);
        assertThat(received.report())
                .isEqualTo(new DeliveryReport(
                        DeliveryReport.Kind.FAILED,
                        "kim@example.org",
                        new DeliveryFailure(
                                Reason.ADDRESS_UNREACHABLE,
                                "5.2.2",
                                "The mailbox cannot take mail. It said: 550 5.2.2 over quota"),
                        null));
    }

    @Test
    void shouldGiveTheSameMailTheSameEventIdButNotAnotherAccounts() {
        // given
        var sales = new MailAccount(TenantId.DEFAULT, "sales@example.com", null);
        // then
        assertThat(EmailTranslator.eventId(SUPPORT, "<1@c.example>"))
                .isEqualTo(EmailTranslator.eventId(SUPPORT, "<1@c.example>"))
                .isNotEqualTo(EmailTranslator.eventId(SUPPORT, "<2@c.example>"))
                .isNotEqualTo(EmailTranslator.eventId(sales, "<1@c.example>"));
    }

    private static MessageReceived translate(String mail) {
        return translate(mail, "carla@example.com");
    }

    private static MessageReceived translate(String mail, String envelopeSender) {
        var parsed = EmailParser.parse(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), envelopeSender)
                .orElseThrow();
        return TRANSLATOR.translate(
                parsed,
                SUPPORT,
                List.of(),
                envelopeSender,
                List.of(),
                null,
                "raw:" + HASH + ".7f8a1c52-0000-4000-8000-000000000000.0.42",
                NOW);
    }

    private static Optional<DeliveryUpdated> report(String messageId, String recipient, String action) {
        var report = """
                From: MAILER-DAEMON@mx.example.org
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                Sorry.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; %s
                Action: %s
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user
                --b
                Content-Type: text/rfc822-headers

                Message-ID: %s
                Subject: Your parcel
                --b--
                """.formatted(recipient, action, messageId);
        var parsed = EmailParser.parse(report.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), "")
                .orElseThrow();
        return TRANSLATOR.delivery(parsed, SUPPORT, NOW);
    }
}
