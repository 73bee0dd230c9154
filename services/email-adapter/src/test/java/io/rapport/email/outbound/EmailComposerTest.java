package io.rapport.email.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.email.MailAccount;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.email.unsubscribe.UnsubscribeLinks;
import io.rapport.email.unsubscribe.UnsubscribeTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailComposerTest {
    private static final MailAccount SUPPORT = new MailAccount(TenantId.DEFAULT, "support@example.com", "Support");
    private static final Instant NOW = Instant.parse("2030-01-05T12:00:00Z");
    private static final Author ADA = new Author(new AgentId(UUID.randomUUID()), "Ada Example");
    private static final Author PLATFORM = new Author(null, "Support");
    private static final ReplyContext ANSWER =
            new ReplyContext("<2@c.example>", List.of("<1@c.example>", "<2@c.example>"));

    private static final ThreadRef THREAD = ThreadRef.of(
            TenantId.DEFAULT, Channel.EMAIL, "support@example.com", "carla@example.com", "0123456789abcdef");
    private static final ThreadTokens TOKENS = new ThreadTokens(() -> new byte[32]);
    private static final String TOKEN = TOKENS.of(TenantId.DEFAULT, THREAD).orElseThrow();

    private static final UnsubscribeTokens UNSUBSCRIBE = new UnsubscribeTokens(() -> new byte[32]);

    private String publicUrl = "https://contact.example.com";
    private final CommandId command = new CommandId(UUID.randomUUID());

    @Test
    void shouldAnswerAMail() {
        // when
        var mail = compose(ADA, MessagePurpose.REPLY, "Where is it?", "On its way.\r\nSoon.", ANSWER);
        // then
        assertThat(mail.messageId()).isEqualTo("<" + command + "." + TOKEN + "@example.com>");
        assertThat(mail.envelopeSender()).isEqualTo("support@example.com");
        assertThat(mail.recipient()).isEqualTo("carla@example.com");
        assertThat(mail.text()).isEqualTo("On its way.\nSoon.");
        assertThat(mail.html()).contains("On its way.<br>Soon.");
        assertThat(mail.headers())
                .containsEntry("Date", "Sat, 5 Jan 2030 12:00:00 +0000")
                .containsEntry("From", "\"Ada Example (Support)\" <support@example.com>")
                .containsEntry("Reply-To", "support+" + TOKEN + "@example.com")
                .containsEntry("To", "Carla Example <carla@example.com>")
                .containsEntry("Subject", "Re: Where is it?")
                .containsEntry("Message-ID", mail.messageId())
                .containsEntry("In-Reply-To", "<2@c.example>")
                .containsEntry("References", "<1@c.example>\r\n <2@c.example>")
                .doesNotContainKey("Auto-Submitted");
    }

    @ParameterizedTest
    @CsvSource({
        "Hello,Re: Hello",
        "Re: Hello,Re: Hello",
        "RE: Hello,RE: Hello",
        "AW: Hallo,AW: Hallo",
        "Re[2]: Hello,Re[2]: Hello",
        "Regarding: x,Re: Regarding: x"
    })
    void shouldMarkAnAnswerOnce(String subject, String expected) {
        assertThat(compose(ADA, MessagePurpose.REPLY, subject, "x", ANSWER).headers())
                .containsEntry("Subject", expected);
    }

    @Test
    void shouldNotCallASurveyAnAnswer() {
        assertThat(compose(PLATFORM, MessagePurpose.SURVEY, "How did we do?", "x", ANSWER)
                        .headers())
                .containsEntry("Subject", "How did we do?")
                .containsEntry("From", "Support <support@example.com>")
                .containsEntry("Auto-Submitted", "auto-generated");
    }

    @Test
    void shouldSayWhenAMachineAnswers() {
        assertThat(compose(PLATFORM, MessagePurpose.REPLY, "Hi", "x", ANSWER).headers())
                .containsEntry("Auto-Submitted", "auto-replied");
        assertThat(compose(ADA, MessagePurpose.APOLOGY, "Sorry", "x", null).headers())
                .doesNotContainKey("Auto-Submitted");
    }

    @Test
    void shouldEncodeWhatIsNotAscii() {
        // when
        var mail = compose(
                new Author(ADA.agentId(), "Zoë Beispiel"),
                MessagePurpose.REPLY,
                "Größe " + "sehr lang ".repeat(20),
                "x",
                ANSWER);
        // then
        assertThat(mail.headers().values()).allMatch(value -> value.chars().allMatch(c -> c < 0x80));
        assertThat(mail.headers().get("Subject").lines()).allMatch(line -> line.length() <= 78);
        assertThat(mail.headers().get("From")).startsWith("=?").endsWith(" <support@example.com>");
    }

    @Test
    void shouldNotLetALineBreakStartAHeader() {
        // when
        var mail = compose(
                new Author(ADA.agentId(), "Ada\r\nBcc: x@example.com"),
                MessagePurpose.NOTICE,
                "Hi\r\nBcc: y@example.com",
                "x",
                new ReplyContext("<a>\r\nBcc: z@example.com", List.of()));
        // then
        assertThat(mail.headers().values()).noneMatch(value -> value.matches("(?s).*[\r\n][^ \t].*"));
        assertThat(mail.headers()).containsEntry("Subject", "Hi Bcc: y@example.com");
    }

    @Test
    void shouldKeepTheRootWhenTheChainIsLong() {
        // given
        var chain =
                IntStream.range(0, 200).mapToObj(i -> "<" + i + "@c.example>").toList();
        // when
        var references = compose(ADA, MessagePurpose.REPLY, "Hi", "x", new ReplyContext("<199@c.example>", chain))
                .headers()
                .get("References");
        // then
        assertThat(references.lines().map(String::strip).toList())
                .hasSize(50)
                .startsWith("<0@c.example>")
                .endsWith("<199@c.example>")
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldPutTheTokenIntoTheSubjectWhereThatIsWanted() {
        assertThat(compose(ADA, MessagePurpose.REPLY, "Hi", "x", ANSWER, true).headers())
                .containsEntry("Subject", "Re: Hi [#" + TOKEN + "]");
    }

    @Test
    void shouldLetTheCustomerUnsubscribeFromContactThatWeStart() {
        // when
        var headers = compose(PLATFORM, MessagePurpose.SURVEY, "How did we do?", "x", null)
                .headers();
        // then
        assertThat(headers).containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        assertThat(headers.get("List-Unsubscribe")).matches("<https://contact\\.example\\.com/unsubscribe/[\\w-]+>");
        var token = headers.get("List-Unsubscribe").replaceAll(".*/|>", "");
        assertThat(UNSUBSCRIBE.read(token)).hasValueSatisfying(subscription -> {
            assertThat(subscription.thread()).isEqualTo(THREAD);
            assertThat(subscription.command()).isEqualTo(command);
        });
        // and by HTTP alone there is no one click
        publicUrl = "http://localhost:8081";
        assertThat(compose(PLATFORM, MessagePurpose.SURVEY, "How did we do?", "x", null)
                        .headers())
                .containsKey("List-Unsubscribe")
                .doesNotContainKey("List-Unsubscribe-Post");
    }

    @Test
    void shouldOfferNoUnsubscribingFromAnAnswer() {
        assertThat(compose(ADA, MessagePurpose.REPLY, "Hi", "x", ANSWER).headers())
                .doesNotContainKeys("List-Unsubscribe", "List-Unsubscribe-Post");
    }

    @Test
    void shouldGiveASubjectWhenThereIsNone() {
        assertThat(compose(ADA, MessagePurpose.FOLLOW_UP, null, "x", null).headers())
                .containsEntry("Subject", "Message from Support");
    }

    private OutgoingEmail compose(
            Author author, MessagePurpose purpose, String subject, String text, ReplyContext context) {
        return compose(author, purpose, subject, text, context, false);
    }

    private OutgoingEmail compose(
            Author author,
            MessagePurpose purpose,
            String subject,
            String text,
            ReplyContext context,
            boolean tokenInSubject) {
        var message = new SendMessage(
                command,
                THREAD,
                CustomerId.provisional(TenantId.DEFAULT, Channel.EMAIL, "carla@example.com"),
                new Party("carla@example.com", "Carla Example"),
                author,
                purpose,
                subject,
                text,
                context,
                NOW);
        return new EmailComposer(TOKENS, new UnsubscribeLinks(UNSUBSCRIBE, Optional.of(publicUrl)), tokenInSubject)
                .compose(message, SUPPORT, NOW);
    }
}
