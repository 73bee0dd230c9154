package io.rapport.email.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.support.SmtpDialogue;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialogue on real connections; what becomes of a mail, the tests say. */
class SmtpConnectionTest {
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Duration PUBLISH = Duration.ofMinutes(1);

    private record Taken(String raw, @Nullable String sender, CompletableFuture<Void> safe) {}

    private record Begun(SmtpConnection connection, Context loop) {}

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Taken> mails = new LinkedBlockingQueue<>();
    private final BlockingQueue<Begun> connections = new LinkedBlockingQueue<>();
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final SmtpConnection.Listener listener = new SmtpConnection.Listener(
            "mail.example.com",
            1000,
            false,
            false,
            IDLE,
            PUBLISH,
            new MailAccounts(List.of(MailAccount.of(TenantId.DEFAULT, "support@example.com", null))),
            (raw, sender, receivers) -> {
                var safe = new CompletableFuture<Void>();
                mails.add(new Taken(new String(raw, UTF_8), sender, safe));
                return safe;
            },
            metrics,
            metrics.counter("clear"),
            metrics.counter("tls"));
    private int port;
    private SmtpDialogue dialogue;
    private Begun begun;

    @BeforeEach
    void connect() throws Exception {
        var server = vertx.createNetServer()
                .connectHandler(socket -> {
                    var loop = vertx.getOrCreateContext();
                    var begun = new SmtpConnection(socket, loop, listener);
                    connections.add(new Begun(begun, loop));
                    begun.begin();
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        port = server.actualPort();
        dialogue = new SmtpDialogue(port);
        begun = connections.take();
    }

    @AfterEach
    void disconnect() {
        dialogue.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({
        "EHLO, 501",
        "HELO customer.example, 250 mail.example.com",
        "MAIL carla@example.com, 501",
        "MAIL FROM:<carla@example.com> SIZE=1001, 552",
        "RCPT TO:<support@example.com>, 503",
        "DATA, 503",
        "VRFY carla, 252",
        "HELP, 214",
        "EXPN list, 500",
        "'', 500",
        "\u0000\u0001\u00ff, 500",
        "BDAT many, 501",
    })
    void shouldAnswerWhatIsNotDueOrNotACommand(String command, String reply) {
        assertThat(dialogue.say(command)).startsWith(reply);
    }

    @Test
    void shouldBearWithWhoSaysThingsInAnotherOrder() {
        dialogue.say("MAIL FROM:<carla@example.com>");
        assertThat(dialogue.say("MAIL FROM:<carla@example.com>")).startsWith("503");
        assertThat(dialogue.say("DATA")).startsWith("503");
        assertThat(dialogue.say("RCPT TO:<>")).startsWith("501");
        assertThat(dialogue.say("RCPT TO:<support@example.com>")).startsWith("250");
        dialogue.write("BDAT 1\r\nx");
        assertThat(dialogue.reply()).startsWith("250");
        assertThat(dialogue.say("DATA")).startsWith("503");
        assertThat(dialogue.say("RCPT TO:<support@example.com>")).startsWith("503");
        assertThat(dialogue.say("EHLO customer.example")).startsWith("250");
        assertThat(dialogue.say("DATA")).startsWith("503");
        assertThat(mails).isEmpty();
    }

    @Test
    void shouldEndWithALineThatHasNoEnd() {
        dialogue.write("x".repeat(5000));
        assertThat(dialogue.reply()).startsWith("500 5.5.2");
        assertThat(dialogue.reply()).isEqualTo("connection closed");
    }

    @Test
    void shouldTakeTheMailsThatComeTogetherOneAfterTheOther() throws Exception {
        var mail = "MAIL FROM:<carla@example.com>\r\nRCPT TO:<support@example.com>\r\nBDAT 5 LAST\r\n";
        // when
        dialogue.write(mail + "first" + mail + "other" + "QUIT\r\n");
        // then
        var first = mail();
        assertThat(first.raw()).isEqualTo("first");
        assertThat(first.sender()).isEqualTo("carla@example.com");
        assertThat(mails).isEmpty();
        // when
        first.safe().complete(null);
        // then
        var other = mail();
        assertThat(other.raw()).isEqualTo("other");
        // when
        other.safe().completeExceptionally(new IllegalStateException("nobody keeps it"));
        // then
        assertThat(Stream.generate(dialogue::reply).limit(5)).allMatch(reply -> reply.startsWith("250"));
        assertThat(dialogue.reply()).startsWith("451 4.3.0");
        assertThat(dialogue.reply()).startsWith("221");
        assertThat(dialogue.reply()).isEqualTo("connection closed");
    }

    @Test
    void shouldHearAllThatIsSaidWhileAMailIsTaken() throws Exception {
        // given
        dialogue.write("MAIL FROM:<carla@example.com>\r\nRCPT TO:<support@example.com>\r\nBDAT 1 LAST\r\nx");
        var mail = mail();
        // when: more than anything on the way holds
        int commands = 50_000;
        var talking = Thread.ofPlatform().start(() -> dialogue.write("NOOP\r\n".repeat(commands)));
        mail.safe().complete(null);
        // then
        assertThat(Stream.generate(dialogue::reply).limit(commands + 3)).allMatch(reply -> reply.startsWith("250"));
        talking.join();
    }

    @Test
    void shouldNotLetAnybodyWaitForEver() throws Exception {
        // given
        dialogue.write("MAIL FROM:<carla@example.com>\r\nRCPT TO:<support@example.com>\r\nBDAT 1 LAST\r\nx");
        var mail = mail();
        // when
        look(PUBLISH.minusSeconds(30));
        look(PUBLISH.plusSeconds(1));
        // then
        assertThat(dialogue.reply()).startsWith("250");
        assertThat(dialogue.reply()).startsWith("250");
        assertThat(dialogue.reply()).startsWith("451");
        // then: whoever has the mail knows, and can do no harm
        assertThat(mail.safe().complete(null)).isFalse();
        assertThat(dialogue.say("RSET")).startsWith("250");
        assertThat(dialogue.say("HELP")).startsWith("214");
        // when
        look(IDLE.minusSeconds(30));
        assertThat(dialogue.say("NOOP")).startsWith("250");
        look(IDLE.plusSeconds(1));
        // then
        assertThat(dialogue.reply()).startsWith("421 4.4.2");
        assertThat(dialogue.reply()).isEqualTo("connection closed");
    }

    @Test
    void shouldCutOffWhoNeverComesToAnEnd() {
        dialogue.pipeline("MAIL FROM:<carla@example.com>", "RCPT TO:<support@example.com>", "DATA");
        dialogue.write("x".repeat(6000));
        assertThat(dialogue.reply()).startsWith("552");
        assertThat(dialogue.reply()).isEqualTo("connection closed");
    }

    @Test
    void shouldTakeNoMoreRecipientsThanItSays() {
        dialogue.say("MAIL FROM:<carla@example.com>");
        var recipients = Stream.generate(() -> "RCPT TO:<support@example.com>")
                .limit(1001)
                .toArray(String[]::new);
        assertThat(dialogue.pipeline(recipients))
                .satisfies(replies -> assertThat(replies.subList(0, 1000)).allMatch(reply -> reply.startsWith("250")))
                .last()
                .asString()
                .startsWith("452");
    }

    @Test
    void shouldEndWithWhoTriesOutAddresses() throws Exception {
        dialogue.say("MAIL FROM:<carla@example.com>");
        for (int i = 0; i < 19; i++) {
            assertThat(dialogue.say("RCPT TO:<guess" + i + "@example.com>")).startsWith("550");
        }
        // when: a mail is taken after all
        dialogue.write("RCPT TO:<support@example.com>\r\nBDAT 1 LAST\r\nx");
        mail().safe().complete(null);
        assertThat(dialogue.reply()).startsWith("250");
        assertThat(dialogue.reply()).startsWith("250");
        // then: it begins anew
        dialogue.say("MAIL FROM:<carla@example.com>");
        for (int i = 0; i < 20; i++) {
            assertThat(dialogue.say("RCPT TO:<guess" + i + "@example.com>")).startsWith("550");
        }
        assertThat(dialogue.reply()).startsWith("421 4.7.0");
        assertThat(dialogue.reply()).isEqualTo("connection closed");
    }

    @Test
    void shouldBearWithAnythingThatIsSaid() {
        var words = List.of(
                "EHLO customer.example",
                "MAIL FROM:<carla@example.com>",
                "RCPT TO:<support@example.com>",
                "RSET",
                "NOOP",
                "DATA",
                "BDAT 3",
                "BDAT 0 LAST",
                "BDAT 7 LAST",
                "BDAT -1",
                "STARTTLS",
                "AUTH PLAIN",
                "VRFY",
                ".",
                "..",
                "\0",
                "\r",
                "\n",
                "\r\n",
                "\r\n.\r\n",
                " ",
                "<",
                "\"",
                "\u00fc",
                "\ud83d\ude00",
                "SIZE=99999999999999999999",
                "x".repeat(2050));
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var said = random.ints(1 + random.nextInt(30), 0, 2 * words.size())
                    .mapToObj(i -> i < words.size() ? words.get(i) + "\r\n" : words.get(i - words.size()))
                    .collect(Collectors.joining());
            try (var other = new SmtpDialogue(port)) {
                // when
                other.write(said);
                // then
                assertThat(other.hangUp().lines())
                        .as("%d: %s", seed, said)
                        .allMatch(line -> line.matches("[2345]\\d\\d[ -].*") && !line.startsWith("421 4.3.0"));
            }
        }
        assertThat(dialogue.say("NOOP")).startsWith("250");
    }

    private Taken mail() throws InterruptedException {
        return Objects.requireNonNull(mails.poll(20, TimeUnit.SECONDS), "No mail has come");
    }

    private void look(Duration later) throws Exception {
        long now = System.nanoTime() + later.toNanos();
        var looked = new CompletableFuture<Void>();
        begun.loop().runOnContext(here -> {
            begun.connection().look(now);
            looked.complete(null);
        });
        looked.get(10, TimeUnit.SECONDS);
    }
}
