package io.rapport.social;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.provider.FilesContract;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.social.provider.telegram.StandInTelegram;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(NetworksResource.class)
class SocialAdapterIT {
    private static final String CUSTOMER = "42";
    private static final String OUTBOUND = Topics.outbound(Channel.SOCIAL);
    private static final String WEBHOOK = "/webhooks/telegram/main";
    private static final AtomicLong MESSAGES = new AtomicLong(1000);

    @InjectTestLog
    TestLog log;

    StandInTelegram telegram;

    @Inject
    Accounts accounts;

    @Inject
    PayloadStore store;

    @Test
    void shouldTellTheLogBeforeAnsweringWhenAMessageComes() {
        // given
        long message = MESSAGES.incrementAndGet();
        // when
        call(WEBHOOK, update("message", message, "private", "Where is my order?"))
                .statusCode(200);
        // then
        var told = log.interactions("providerMessageId", "42/" + message);
        assertThat(told).hasSize(1);
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.SOCIAL, StandInTelegram.BOT, CUSTOMER, null);
        assertThat(told.getFirst().key()).isEqualTo("default:" + thread.id());
        assertThat(TestLog.header(told.getFirst(), "ce_type")).isEqualTo("rapport.interactions.message-received.v1");
        var data = log.json(told.getFirst());
        assertThat(data.path("content").path("text").asText()).isEqualTo("Where is my order?");
        assertThat(data.path("from").path("name").asText()).isEqualTo("Kim Example");
        assertThat(data.path("writtenAt").asText()).isEqualTo("2030-01-02T03:04:05Z");
    }

    @Test
    void shouldTellTheSameEventWhenAnUpdateComesAgain() {
        // given
        long message = MESSAGES.incrementAndGet();
        // when
        call(WEBHOOK, update("message", message, "private", "Twice")).statusCode(200);
        call(WEBHOOK, update("message", message, "private", "Twice")).statusCode(200);
        // then
        var told = log.interactions("providerMessageId", "42/" + message);
        assertThat(told).hasSize(2);
        assertThat(told.stream().map(it -> TestLog.header(it, "ce_id")).distinct())
                .hasSize(1);
    }

    @Test
    void shouldRefuseWhenTheSecretIsWrong() {
        // given
        long message = MESSAGES.incrementAndGet();
        // when
        given().header("X-Telegram-Bot-Api-Secret-Token", "guessed")
                .contentType("application/json")
                .body(update("message", message, "private", "Forged"))
                .post(WEBHOOK)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        // then
        assertThat(log.interactions("providerMessageId", "42/" + message)).isEmpty();
    }

    @Test
    void shouldSetAsideWhatCannotBeRead() {
        // when
        call(WEBHOOK, "{\"update_id\":").statusCode(200);
        // then
        var reason = log.await(() -> log.records(Topics.ACCOUNTS).stream()
                .filter(it -> TestLog.header(it, "ce_type").contains("payload-quarantined"))
                .map(it -> log.json(it).path("reason").asText())
                .findFirst());
        assertThat(reason).isEqualTo("The body is not JSON.");
    }

    @Test
    void shouldTakeQuietlyWhatIsNotForUs() {
        // given
        long message = MESSAGES.incrementAndGet();
        // when
        call(WEBHOOK, update("message", message, "group", "To everybody")).statusCode(200);
        call(WEBHOOK, "{\"update_id\":1,\"something_of_next_year\":{}}").statusCode(200);
        // then
        assertThat(log.interactions("providerMessageId", "42/" + message)).isEmpty();
        given().get("/q/metrics").then().body(containsString("kind=\"something_of_next_year\""));
    }

    @Test
    void shouldNotKnowAccountsThatAreNotConfigured() {
        log.await("the accounts", accounts::isComplete);
        call("/webhooks/telegram/other", "{}").statusCode(404).contentType("application/problem+json");
    }

    @Test
    void shouldSendOnceWhenTheCommandComesTwice() {
        // given
        var event = command("Hello " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, event, event);
        // then
        log.delivery(event, DeliveryStatus.SENT, 2);
        assertThat(telegram.calls(event.data().text())).isEqualTo(1);
    }

    @Test
    void shouldSendAfterAllWhenTelegramSaysLater() {
        // given
        var event = command("later-once " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, event);
        // then
        log.delivery(event, DeliveryStatus.SENT, 1);
        assertThat(telegram.calls(event.data().text())).isEqualTo(2);
        assertThat(telegram.taken(event.data().text())).hasSize(1);
    }

    @Test
    void shouldSendWhatHasGoneNoSecondTimeWhenAFileHasToWait() {
        // given a text that is too long to stand under a file, and a second file that Telegram takes later only
        var text = "One thing after the other " + UUID.randomUUID() + ". ".repeat(600);
        var first = keep("first " + UUID.randomUUID() + ".png");
        var second = keep("later-once " + UUID.randomUUID() + ".pdf");
        var message = command("-").data().with(text, List.of(first, second));
        var event = log.event(message.thread().id().value(), message);
        // when
        log.send(OUTBOUND, event, event);
        // then
        var sent = log.delivery(event, DeliveryStatus.SENT, 1);
        assertThat(sent.path("providerMessageId").asText()).startsWith(CUSTOMER + "/");
        assertThat(telegram.calls(text)).isEqualTo(1);
        assertThat(telegram.calls(first.name())).isEqualTo(1);
        assertThat(telegram.calls(second.name())).isEqualTo(2);
        assertThat(telegram.taken(second.name())).hasSize(1);
    }

    private Attachment keep(String name) {
        return FilesContract.keep(store, name, "application/pdf", FilesContract.picture());
    }

    @Test
    void shouldSayWhyWhenTelegramRefuses() {
        // given
        var blocked = command("blocked " + UUID.randomUUID());
        var unknown = command("no-such-chat " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, blocked, unknown);
        // then
        assertThat(log.delivery(blocked, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("REFUSED_BY_RECIPIENT");
        assertThat(log.delivery(unknown, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("ADDRESS_UNKNOWN");
    }

    @Test
    void shouldTellAndKeepTheCommandWhenItsAccountIsNotConfigured() {
        // given
        var message = Messages.to(Channel.SOCIAL, "999", CUSTOMER, "From nowhere");
        var event = log.event(message.thread().id().value(), message);
        // when
        log.send(OUTBOUND, event);
        // then
        log.delivery(event, DeliveryStatus.FAILED, 1);
        log.awaitDeadLetter(OUTBOUND, "social-adapter", event, "No account is configured");
    }

    private Event<SendMessage> command(String text) {
        var message = Messages.to(Channel.SOCIAL, StandInTelegram.BOT, CUSTOMER, text);
        return log.event(message.thread().id().value(), message);
    }

    private static ValidatableResponse call(String address, String update) {
        return given().header("X-Telegram-Bot-Api-Secret-Token", StandInTelegram.SECRET_TOKEN)
                .contentType("application/json")
                .body(update)
                .post(address)
                .then();
    }

    private static String update(String kind, long message, String chatType, String text) {
        return """
                {"update_id":%d,"%s":{"message_id":%d,"date":1893553445,"text":"%s",
                 "from":{"id":42,"is_bot":false,"first_name":"Kim","last_name":"Example"},
                 "chat":{"id":42,"type":"%s"}}}""".formatted(message + 100_000, kind, message, text, chatType);
    }
}
