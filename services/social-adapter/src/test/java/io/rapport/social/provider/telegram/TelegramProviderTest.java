package io.rapport.social.provider.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.channel.provider.FilesContract;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.rapport.platform.channel.provider.WebhookProviderContract;
import io.rapport.platform.channel.store.MemoryStore;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.social.Corpora;
import io.rapport.social.Mangler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramProviderTest implements WebhookProviderContract, FilesContract {
    private static final StandInTelegram TELEGRAM = new StandInTelegram();
    private static final String HEADER = "x-telegram-bot-api-secret-token";
    private static final String UPDATE = """
            {"update_id":10000,"message":{"message_id":7,"date":1893553445,"text":"Grüße",
             "from":{"id":42,"is_bot":false,"first_name":"Kim","last_name":"Example"},
             "chat":{"id":42,"type":"private","first_name":"Kim"}}}""";

    private final PayloadStore store = new PayloadStore(new MemoryStore());
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
    public PayloadStore store() {
        return store;
    }

    @Override
    public long got(byte[] content) {
        return TELEGRAM.uploads().stream()
                .filter(it -> Arrays.equals(it.file().orElseThrow().content(), content))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "lid.png, image/png, photo",
        "lid.jpg, image/jpeg, photo",
        "wide.png, image/png, document",
        "turning.gif, image/gif, document",
        "bill.pdf, application/pdf, document"
    })
    void shouldSendPicturesAsPhotosAndOtherFilesAsDocuments(String name, String mediaType, String field) {
        // given
        var text = "Here you are: Käse " + UUID.randomUUID();
        var content = FilesContract.picture();
        var file = FilesContract.keep(store, name, mediaType, content);
        // when
        var outcome = send(provider(), message("42", text).with(text, List.of(file)));
        // then
        assertThat(outcome).isInstanceOf(DeliveryOutcome.Accepted.class);
        assertThat(TELEGRAM.uploads())
                .filteredOn(it -> text.equals(it.fields().get("caption")))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.fields()).containsEntry("chat_id", "42");
                    assertThat(it.file()).hasValueSatisfying(upload -> {
                        assertThat(upload.field()).isEqualTo(field);
                        assertThat(upload.name()).isEqualTo(name);
                        assertThat(upload.mediaType()).isEqualTo(mediaType);
                    });
                });
    }

    @Test
    void shouldPutNoLongTextUnderAFile() {
        var file = List.of(new Attachment("lid.png", "image/png", 1, "sha256:00"));
        assertThat(provider().carries("x".repeat(1024), file)).isTrue();
        assertThat(provider().carries("x".repeat(1025), file)).isFalse();
        assertThat(provider().carries("", List.of(file.getFirst(), file.getFirst())))
                .isFalse();
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
                "{'update_id':1,'my_chat_member':{}} | my_chat_member",
                "{'update_id':1} | empty",
                "{'update_id':1,'message':{'message_id':7,'date':1,'text':'Hi','chat':{'id':-5,'type':'supergroup'}}} | group-message",
                "{'update_id':1,'message':{'message_id':7,'date':1,'pinned_message':{},'chat':{'id':5,'type':'private'}}} | message pinned_message"
            },
            quoteCharacter = '~')
    void shouldCountWhatItDoesNotTake(String update, String kind) {
        assertThat(parse(update.replace('\'', '"'))).containsExactly(new Inbound.Unknown(kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'caption':'Look','photo':[{'file_id':'small'},{'file_id':'large'}] | Look | image/jpeg large",
                "'voice':{'file_id':'v','mime_type':'audio/ogg'} | | audio/ogg v",
                "'document':{'file_id':'d','mime_type':'application/pdf','file_name':'bill.pdf'} | | application/pdf d",
                "'sticker':{'file_id':'s','is_video':true} | | video/webm s",
                "'contact':{'first_name':'Kim','phone_number':'+1555'} | Kim, +1555 |",
                "'location':{'latitude':1.5,'longitude':-2} | 1.5, -2 |",
                "'poll':{'question':'Tea?','options':[{'text':'Yes'},{'text':'No'}]} | Tea?~n~Yes, No |"
            })
    void shouldReadWhatAPersonWouldRead(String content, @Nullable String text, @Nullable String file) {
        var message = ("{'update_id':1,'message':{'message_id':7,'date':1,'chat':{'id':5,'type':'private'}," + content
                        + "}}")
                .replace('\'', '"');
        assertThat(parse(message)).singleElement().isInstanceOfSatisfying(Inbound.Message.class, it -> {
            assertThat(it.text()).isEqualTo(text == null ? "" : text.replace("~n~", "\n"));
            assertThat(it.files().stream().map(f -> f.mediaType() + " " + f.providerRef()))
                    .containsExactlyElementsOf(file == null ? List.of() : List.of(file));
        });
    }

    @Test
    void shouldTalkWithAGroupWhenGroupsAreConfigured() {
        // given
        var update = """
                {"update_id":1,"message":{"message_id":7,"date":1893553445,"text":"Hi","from":{"id":42,"first_name":"Kim"},
                 "chat":{"id":-5,"type":"supergroup","title":"Everybody"}}}""";
        // then
        assertThat(telegram("http://localhost:1", true).parse(update.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .isInstanceOfSatisfying(Inbound.Message.class, it -> {
                    assertThat(it.from()).isEqualTo(new Party("-5", "Kim"));
                    assertThat(it.providerMessageId()).isEqualTo("-5/7");
                });
    }

    @Test
    void shouldTellACorrectionAsANewMessageAboutTheOld() {
        assertThat(parse(UPDATE.replace("\"message\"", "\"edited_message\"")
                        .replace("\"date\"", "\"edit_date\":1893553500,\"date\"")))
                .containsExactly(new Inbound.Message(
                        "42/7/1893553500",
                        StandInTelegram.BOT,
                        new Party("42", "Kim Example"),
                        "(Corrected) Grüße",
                        List.of(),
                        List.of("42/7"),
                        Instant.ofEpochSecond(1893553500)));
    }

    @Test
    void shouldKnowReactionsAndThatOneIsTakenBack() {
        var update =
                "{'update_id':1,'message_reaction':{'chat':{'id':42,'type':'private'},'message_id':7,'date':9,'new_reaction':[%s]}}";
        assertThat(parse(update.formatted("{'type':'emoji','emoji':'x'}").replace('\'', '"')))
                .containsExactly(
                        new Inbound.Reaction("42/7", StandInTelegram.BOT, "42", "x", Instant.ofEpochSecond(9)));
        assertThat(parse(update.formatted("").replace('\'', '"')))
                .containsExactly(
                        new Inbound.Reaction("42/7", StandInTelegram.BOT, "42", null, Instant.ofEpochSecond(9)));
    }

    @Test
    void shouldFetchFiles() {
        assertThat(fetch(StandInTelegram.PICTURE, 1000))
                .isInstanceOfSatisfying(
                        Fetched.Content.class,
                        it -> assertThat(it.bytes()).asString().isEqualTo(StandInTelegram.PICTURE_BYTES));
        assertThat(fetch(StandInTelegram.PICTURE, 5)).isInstanceOf(Fetched.Missing.class);
        assertThat(fetch("another", 1000)).isInstanceOf(Fetched.Missing.class);
    }

    /** Real updates: everything a person wrote is understood. */
    @Test
    void shouldUnderstandOrCountEveryUpdateOfTheCorpus() throws IOException {
        var folder = Corpora.folder("telegram-bots");
        var updates = new ArrayList<JsonNode>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
                new ObjectMapper()
                        .readTree(file.toFile())
                        .findParents("update_id")
                        .forEach(updates::add);
            }
        }
        assertThat(updates)
                .isNotEmpty()
                .allSatisfy(update -> assertThat(parse(update.toString()))
                        .singleElement()
                        .satisfiesAnyOf(
                                it -> assertThat(it).isInstanceOf(Inbound.Message.class),
                                it -> assertThat(it).isEqualTo(new Inbound.Unknown("message write_access_allowed"))));
    }

    @Test
    void shouldThrowNothingButMalformed() {
        var provider = provider();
        var mangler = new Mangler(20300102);
        var good = List.of(
                UPDATE,
                UPDATE.replace("\"text\":", "\"photo\":[{\"file_id\":\"1\"}],\"caption\":"),
                UPDATE.replace("\"message\"", "\"edited_message\""),
                UPDATE.replace("\"text\":", "\"location\":{\"latitude\":1,\"longitude\":2},\"x\":"));
        for (int i = 0; i < 20_000; i++) {
            try {
                assertThat(provider.parse(mangler.mangle(good.get(i % good.size()))))
                        .hasSize(1);
            } catch (Malformed expected) {
                assertThat(expected).hasMessageStartingWith("The ");
            }
        }
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
        assertThat(TelegramWords.outcome(new JsonHttp.Answer(status, body)))
                .isInstanceOfSatisfying(DeliveryOutcome.Refused.class, it -> {
                    assertThat(it.failure().reason()).isEqualTo(reason);
                    assertThat(it.failure().providerCode()).isEqualTo(Integer.toString(status));
                });
    }

    private DeliveryOutcome send(Provider provider, SendMessage message) {
        return provider.send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
    }

    private Fetched fetch(String id, long maxBytes) {
        return ((TelegramProvider) provider())
                .fetch(new Inbound.File(null, "image/jpeg", id), maxBytes)
                .await()
                .atMost(PATIENCE);
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
        return telegram(baseUrl, false);
    }

    private TelegramProvider telegram(String baseUrl, boolean groups) {
        var json = new ObjectMapper();
        return new TelegramProvider(
                StandInTelegram.BOT_TOKEN,
                StandInTelegram.SECRET_TOKEN,
                baseUrl,
                groups,
                new OutgoingFiles(store),
                new JsonHttp(json, Duration.ofSeconds(5)),
                json,
                clock);
    }
}
