package io.rapport.email.outbound;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
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
import io.rapport.email.inbound.SmtpReceiver;
import io.rapport.email.support.SinkResource;
import io.rapport.email.support.SmtpDialogue;
import io.rapport.email.support.SmtpSink;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(SinkResource.class)
class EmailOutboundIT {
    private static final String OUTBOUND = Topics.outbound(Channel.EMAIL);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(4);
    private static final String SENT = "rapport.interactions.message-sent.v1";
    private static final String DELIVERY = "rapport.interactions.delivery-updated.v1";

    @InjectTestLog
    TestLog log;

    @Inject
    SmtpReceiver receiver;

    SmtpSink sink;

    @Test
    void shouldSendOnceWhenTheCommandComesTwice() {
        // given
        var command = command("twice-" + UUID.randomUUID() + "@example.com", "Grüße aus Köln\n\nZeile 2");
        // when
        log.send(OUTBOUND, command, command);
        var other = command("other-" + UUID.randomUUID() + "@example.com", "after");
        log.send(OUTBOUND, command, other);
        // then
        log.await(
                "all four commands are done",
                () -> events(command, DELIVERY).size() == 3
                        && events(other, DELIVERY).size() == 1);
        var mails = sink.mailsTo(command.data().to().address());
        assertThat(mails).hasSize(1);
        var mail = mails.getFirst();
        assertThat(mail.sender()).isEqualTo("support@example.com");
        assertThat(mail.header("From")).hasValue("\"Ada Example (Support)\" <support@example.com>");
        assertThat(mail.header("Subject")).hasValue("Re: A question");
        assertThat(mail.header("In-Reply-To")).hasValue("<2@customer.example>");
        assertThat(mail.header("References")).hasValue("<1@customer.example> <2@customer.example>");
        assertThat(mail.parts())
                .extracting(SmtpSink.Part::path)
                .containsExactly("multipart/alternative/text/plain", "multipart/alternative/text/html");
        assertThat(mail.text()).isEqualTo("Grüße aus Köln\n\nZeile 2");
        assertThat(mail.parts().getLast().content().toString())
                .contains("<p dir=\"auto\">Grüße aus Köln</p><p dir=\"auto\">Zeile 2</p>");
        // and then: the repetition tells the same again
        assertThat(events(command, SENT).stream().map(EmailOutboundIT::id).distinct())
                .hasSize(1);
        assertThat(events(command, DELIVERY).stream().map(EmailOutboundIT::id).distinct())
                .hasSize(1);
        var sent = data(events(command, SENT).getFirst());
        assertThat(sent.at("/providerMessageId").asText())
                .isEqualTo(mail.header("Message-ID").orElseThrow());
        assertThat(sent.at("/direction").asText()).isEqualTo("OUTWARD");
        assertThat(data(events(command, DELIVERY).getFirst()).at("/status").asText())
                .isEqualTo("SENT");
    }

    @Test
    void shouldTellWhyWhenTheAddressIsRefused() {
        // given
        var command = command("refuse-" + UUID.randomUUID() + "@example.com", "Hello");
        // when
        log.send(OUTBOUND, command, command);
        // then
        log.await("both commands are done", () -> events(command, DELIVERY).size() == 2);
        var update = data(events(command, DELIVERY).getFirst());
        assertThat(update.at("/status").asText()).isEqualTo("FAILED");
        assertThat(update.at("/failure/reason").asText()).isEqualTo("ADDRESS_UNKNOWN");
        assertThat(update.at("/failure/providerCode").asText()).isEqualTo("550");
        assertThat(events(command, SENT)).isEmpty();
    }

    @Test
    void shouldNotSendWhatTheGateObjectsTo() {
        var command = command("empty-" + UUID.randomUUID() + "@example.com", " ");
        log.send(OUTBOUND, command);
        log.await("the command is done", () -> events(command, DELIVERY).size() == 1);
        assertThat(data(events(command, DELIVERY).getFirst())
                        .at("/failure/reason")
                        .asText())
                .isEqualTo("CONTENT_NOT_ACCEPTED");
        assertThat(sink.mailsTo(command.data().to().address())).isEmpty();
    }

    @Test
    void shouldKeepADeferredMailFromHoldingUpOthers() {
        // given
        var held = command("held-" + UUID.randomUUID() + "@example.com", "Hello");
        var recipient = held.data().to().address();
        sink.defer(recipient);
        var others = IntStream.range(0, 20)
                .mapToObj(i -> command("free-" + i + "-" + UUID.randomUUID() + "@example.com", "Hello"))
                .toList();
        // when
        log.send(OUTBOUND, held);
        log.send(OUTBOUND, others.toArray(Event[]::new));
        // then: the others go while it is tried again and again
        for (var other : others) {
            log.await("the mail of another recipient", () -> events(other, SENT).size() == 1);
        }
        log.await("it is tried several times", () -> sink.deferrals(recipient) >= 4);
        assertThat(events(held, SENT)).isEmpty();
        assertThat(events(held, DELIVERY)).hasSize(1);
        var waits = data(events(held, DELIVERY).getFirst());
        assertThat(waits.at("/status").asText()).isEqualTo("QUEUED");
        assertThat(waits.at("/failure/reason").asText()).isEqualTo("ADDRESS_UNREACHABLE");
        assertThat(waits.at("/failure/providerCode").asText()).isEqualTo("451");
        // and when
        sink.accept(recipient);
        // then
        log.await("it is sent", () -> events(held, DELIVERY).size() == 2);
        assertThat(events(held, SENT)).hasSize(1);
        // and when the command comes again, and another one shows that it was read
        var after = command("after-" + UUID.randomUUID() + "@example.com", "Hello");
        log.send(OUTBOUND, held, after);
        log.await("the repetition", () -> events(held, SENT).size() == 2);
        log.await("what came behind it", () -> events(after, SENT).size() == 1);
        // then
        assertThat(sink.mailsTo(recipient)).hasSize(1);
    }

    @Test
    void shouldGiveUpWhenTheServerDefersForTooLong() {
        // given
        var young = command("old-" + UUID.randomUUID() + "@example.com", "Hello");
        var recipient = young.data().to().address();
        var envelope = young.envelope();
        var old = new Event<>(
                new Envelope(
                        envelope.id(),
                        envelope.type(),
                        envelope.source(),
                        envelope.time().minus(GIVE_UP_AFTER).plusSeconds(8),
                        envelope.tenant(),
                        envelope.key(),
                        null,
                        null,
                        null),
                young.data());
        sink.defer(recipient);
        // when
        log.send(OUTBOUND, old);
        // then
        log.await("it is given up", () -> events(old, DELIVERY).size() == 2);
        assertThat(data(events(old, DELIVERY).getFirst()).at("/status").asText())
                .isEqualTo("QUEUED");
        var failed = data(events(old, DELIVERY).getLast());
        assertThat(failed.at("/status").asText()).isEqualTo("FAILED");
        assertThat(failed.at("/failure/reason").asText()).isEqualTo("ADDRESS_UNREACHABLE");
        assertThat(failed.at("/failure/providerCode").asText()).isEqualTo("451");
        assertThat(failed.at("/failure/text").asText()).startsWith("It was given up");
        // and when a copy comes while the server would take it
        sink.accept(recipient);
        log.send(OUTBOUND, old);
        // then
        log.await("the copy", () -> events(old, DELIVERY).size() == 3);
        assertThat(sink.mailsTo(recipient)).isEmpty();
    }

    @Test
    void shouldKeepTheOrderOfAThread() {
        // given
        var recipients = IntStream.range(0, 5)
                .mapToObj(i -> "order-" + i + "-" + UUID.randomUUID() + "@example.com")
                .toList();
        var commands = new ArrayList<Event<SendMessage>>();
        for (int i = 0; i < 20; i++) {
            for (var recipient : recipients) {
                commands.add(command(recipient, "number " + i));
            }
        }
        // when
        log.send(OUTBOUND, commands.toArray(Event[]::new));
        // then
        var expected = IntStream.range(0, 20).mapToObj(i -> "number " + i).toList();
        for (var recipient : recipients) {
            log.await(
                    "twenty mails to " + recipient,
                    () -> sink.mailsTo(recipient).size() == 20);
            assertThat(sink.mailsTo(recipient).stream().map(SmtpSink.Mail::text))
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldBringTheCustomersAnswerBackToTheThread() {
        // given
        var command = command("carla-" + UUID.randomUUID() + "@example.com", "Hello");
        log.send(OUTBOUND, command);
        log.await("the mail is sent", () -> events(command, SENT).size() == 1);
        var ours = sink.mailsTo(command.data().to().address())
                .getFirst()
                .header("Message-ID")
                .orElseThrow();
        // when
        var answerId = "<" + UUID.randomUUID() + "@customer.example>";
        var reply = SmtpDialogue.send(
                receiver.port(),
                "support@example.com",
                "From: " + command.data().to().address() + "\nMessage-ID: " + answerId + "\nIn-Reply-To: " + ours
                        + "\nSubject: something else\n\nThanks");
        // then
        assertThat(reply).startsWith("250");
        var answer = log.records(Topics.INTERACTIONS).stream()
                .map(this::data)
                .filter(data -> data.at("/providerMessageId").asText().equals(answerId))
                .findFirst()
                .orElseThrow();
        assertThat(answer.at("/threadRule").asText()).isEqualTo("own-message-id");
        assertThat(answer.at("/thread/id").asText())
                .isEqualTo(command.data().thread().id().toString());
    }

    @Test
    void shouldUnsubscribeByPostingOnceHoweverOften() {
        // given
        var survey = command("carla-" + UUID.randomUUID() + "@example.com", "How was it?", MessagePurpose.SURVEY);
        var reply = command(survey.data().to().address(), "Hello");
        log.send(OUTBOUND, survey, reply);
        log.await("both mails", () -> sink.mailsTo(survey.data().to().address()).size() == 2);
        var mails = sink.mailsTo(survey.data().to().address());
        assertThat(mails.getLast().header("List-Unsubscribe")).isEmpty();
        assertThat(mails.getFirst().header("List-Unsubscribe-Post")).hasValue("List-Unsubscribe=One-Click");
        var path = mails.getFirst()
                .header("List-Unsubscribe")
                .orElseThrow()
                .replaceAll("<https://contact\\.example\\.com|>", "");
        // when: a program looks, as many do before any person sees the mail
        given().get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Set-Cookie", nullValue())
                .body(containsString("method=\"post\""), not(containsString("carla")));
        given().head(path).then().statusCode(200);
        assertThat(consents(survey)).isEmpty();
        // and when: the mail program's click, its repetition, and the page's button
        given().multiPart("List-Unsubscribe", "One-Click").post(path).then().statusCode(200);
        given().formParam("List-Unsubscribe", "One-Click").post(path).then().statusCode(200);
        given().post(path).then().statusCode(200).body(containsString("unsubscribed"));
        // then
        assertThat(consents(survey)).hasSize(3);
        assertThat(consents(survey).stream().map(EmailOutboundIT::id).distinct())
                .hasSize(1);
        var data = data(consents(survey).getFirst());
        assertThat(data.at("/customerId").asText())
                .isEqualTo(survey.data().customerId().toString());
        assertThat(data.at("/status").asText()).isEqualTo("REVOKED");
        assertThat(data.at("/providerMessageId").asText())
                .isEqualTo(mails.getFirst().header("Message-ID").orElseThrow());
        assertThat(data.at("/purposes").toString()).isEqualTo("[\"FOLLOW_UP\",\"SURVEY\",\"APOLOGY\",\"NOTICE\"]");
        // and a forged link does nothing
        given().post(path + "A").then().statusCode(404);
        given().get("/unsubscribe/x").then().statusCode(404);
        assertThat(consents(survey)).hasSize(3);
    }

    private List<ConsumerRecord<String, byte[]>> consents(Event<SendMessage> command) {
        return log.records(Topics.INTERACTIONS).stream()
                .filter(record -> header(record, "ce_type").equals("rapport.interactions.consent-declared.v1"))
                .filter(record -> data(record)
                        .at("/thread/party")
                        .asText()
                        .equals(command.data().to().address()))
                .toList();
    }

    private Event<SendMessage> command(String recipient, String text) {
        return command(recipient, text, MessagePurpose.REPLY);
    }

    private Event<SendMessage> command(String recipient, String text, MessagePurpose purpose) {
        var thread =
                ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "support@example.com", recipient, "0123456789abcdef");
        var message = new SendMessage(
                new CommandId(UUID.randomUUID()),
                thread,
                CustomerId.provisional(TenantId.DEFAULT, Channel.EMAIL, recipient),
                new Party(recipient, "Carla Example"),
                new Author(new AgentId(UUID.randomUUID()), "Ada Example"),
                purpose,
                "A question",
                text,
                new ReplyContext("<2@customer.example>", List.of("<1@customer.example>")),
                Instant.parse("2030-01-02T03:04:05Z"));
        return log.event(thread.id().value(), message);
    }

    private List<ConsumerRecord<String, byte[]>> events(Event<SendMessage> command, String type) {
        return log.records(Topics.INTERACTIONS).stream()
                .filter(record -> header(record, "ce_type").equals(type))
                .filter(record -> data(record)
                        .at("/commandId")
                        .asText()
                        .equals(command.data().commandId().toString()))
                .toList();
    }

    private JsonNode data(ConsumerRecord<String, byte[]> record) {
        try {
            return log.json().readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return header(record, "ce_id");
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
