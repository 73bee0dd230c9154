package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.MailAccount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmailTranslatorTest {
    private static final MailAccount SUPPORT = new MailAccount(TenantId.DEFAULT, "support@example.com", "Support");
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
        assertThat(received.providerMessageId()).isEqualTo("<cafe@no-message-id.invalid>");
    }

    @Test
    void shouldTakeTheEnvelopeWhenNoHeaderNamesASender() {
        assertThat(translate("Subject: x\n\n.", "Bounce@Example.com").from().address())
                .isEqualTo("bounce@example.com");
        assertThat(translate("Subject: x\n\n.", "").from().address()).isEqualTo("unknown@invalid");
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
        return EmailTranslator.translate(
                parsed, SUPPORT, "example.com"::equals, envelopeSender, List.of(), "raw:cafe", NOW);
    }
}
