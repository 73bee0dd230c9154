package io.rapport.social.provider.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.rapport.platform.channel.provider.WebhookProviderContract;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramProviderTest implements WebhookProviderContract {
    private static final StandInTelegram TELEGRAM = new StandInTelegram();
    private static final String HEADER = "x-telegram-bot-api-secret-token";
    private static final String UPDATE = """
            {"update_id":10000,"message":{"message_id":7,"date":1893553445,"text":"Grüße",
             "from":{"id":42,"is_bot":false,"first_name":"Kim","last_name":"Example"},
             "chat":{"id":42,"type":"private","first_name":"Kim"}}}""";

    private final Clock clock = Clock.fixed(Instant.parse("2030-01-02T03:04:05Z"), ZoneOffset.UTC);

    @AfterAll
    static void stopTelegram() {
        TELEGRAM.close();
    }

    @Override
    public WebhookProvider provider() {
        return telegram(TELEGRAM.baseUrl());
    }

    @Override
    public Provider unreachableProvider() {
        return telegram("http://localhost:1");
    }

    @Override
    public SendMessage acceptable() {
        return message("42", "Hello");
    }

    @Override
    public SendMessage refused() {
        return message("42", "blocked");
    }

    @Override
    public SendMessage deferred() {
        return message("42", "always-busy");
    }

    @Override
    public WebhookCall genuineCall() {
        return call(StandInTelegram.SECRET_TOKEN);
    }

    /** Telegram signs no body: all it shows is that it knows the secret. */
    @Override
    @Test
    public void shouldNotTrustAChangedBody() {
        assertThat(provider().verify(call(StandInTelegram.SECRET_TOKEN + "x"))).isFalse();
        assertThat(provider().verify(call(""))).isFalse();
    }

    @Test
    void shouldReadTheTextOfAPrivateChat() {
        assertThat(parse(UPDATE))
                .containsExactly(new Inbound.Message(
                        "42/7",
                        StandInTelegram.BOT,
                        new Party("42", "Kim Example"),
                        "Grüße",
                        List.of(),
                        Instant.ofEpochSecond(1893553445)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'update_id':1,'edited_message':{'message_id':7}} | edited_message",
                "{'update_id':1,'my_chat_member':{}} | my_chat_member",
                "{'update_id':1} | empty",
                "{'update_id':1,'message':{'message_id':7,'date':1,'text':'Hi','chat':{'id':-5,'type':'supergroup'}}} | group-message",
                "{'update_id':1,'message':{'message_id':7,'date':1,'sticker':{},'chat':{'id':5,'type':'private'}}} | message-without-text"
            },
            quoteCharacter = '~')
    void shouldCountWhatItDoesNotTake(String update, String kind) {
        assertThat(parse(update.replace('\'', '"'))).containsExactly(new Inbound.Unknown(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "null",
                "{\"message\":{\"date\":1,\"text\":\"Hi\",\"chat\":{\"id\":5,\"type\":\"private\"}}}",
                "{\"message\":{\"message_id\":7,\"date\":1,\"text\":\"Hi\",\"chat\":{\"type\":\"private\"}}}"
            })
    void shouldSayWhatIsWrongWhenAnUpdateIsMalformed(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(Malformed.class).hasMessageStartingWith("The ");
    }

    @Test
    void shouldNotAskWhenTheChatIsNoNumber() {
        assertThat(send(provider(), message("kim", "Hello")))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Refused.class,
                        it -> assertThat(it.failure().reason()).isEqualTo(Reason.ADDRESS_UNKNOWN));
    }

    @Test
    void shouldLeaveTelegramAloneWhenItAsksForIt() {
        // given
        var provider = provider();
        var message = message("42", "later-once for the pause");
        // when
        var first = send(provider, message);
        var second = send(provider, message);
        // then
        assertThat(first).isInstanceOf(DeliveryOutcome.Deferred.class);
        assertThat(second).isInstanceOf(DeliveryOutcome.Deferred.class);
        assertThat(TELEGRAM.calls("later-once for the pause")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "403, Forbidden: bot was blocked by the user, REFUSED_BY_RECIPIENT",
        "403, Forbidden: user is deactivated, ADDRESS_UNREACHABLE",
        "400, Bad Request: chat not found, ADDRESS_UNKNOWN",
        "400, Bad Request: message is too long, CONTENT_NOT_ACCEPTED",
        "400, Bad Request: something new, UNKNOWN",
        "401, Unauthorized, PROVIDER_UNAVAILABLE"
    })
    void shouldSayWhyAMessageFailed(int status, String description, Reason reason) {
        // given
        var body = new ObjectMapper().createObjectNode().put("ok", false).put("description", description);
        // then
        assertThat(TelegramWords.outcome(new TelegramApi.Answer(status, body)))
                .isInstanceOfSatisfying(DeliveryOutcome.Refused.class, it -> {
                    assertThat(it.failure().reason()).isEqualTo(reason);
                    assertThat(it.failure().providerCode()).isEqualTo(Integer.toString(status));
                });
    }

    private DeliveryOutcome send(Provider provider, SendMessage message) {
        return provider.send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
    }

    private List<Inbound> parse(String body) {
        return telegram("http://localhost:1").parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static WebhookCall call(String secret) {
        return new WebhookCall(
                "https://social.example.com/webhooks/telegram/main",
                Map.of(HEADER, secret),
                UPDATE.getBytes(StandardCharsets.UTF_8));
    }

    private static SendMessage message(String chat, String text) {
        return Messages.to(Channel.SOCIAL, StandInTelegram.BOT, chat, text);
    }

    private TelegramProvider telegram(String baseUrl) {
        var json = new ObjectMapper();
        return new TelegramProvider(
                StandInTelegram.BOT_TOKEN,
                StandInTelegram.SECRET_TOKEN,
                baseUrl,
                new TelegramApi(json, Duration.ofSeconds(5)),
                json,
                clock);
    }
}
