package io.rapport.social.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.channel.provider.FilesContract;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProviderContract;
import io.rapport.platform.channel.store.MemoryStore;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.social.Mangler;
import io.rapport.social.meta.GraphApi;
import io.rapport.social.meta.StandInGraph;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppProviderTest implements WebhookProviderContract, FilesContract {
    private static final PayloadStore STORE = new PayloadStore(new MemoryStore());
    private static final StandInGraph GRAPH = new StandInGraph();
    private static final String NUMBER = "1055";
    private static final String CUSTOMER = "15550142";

    @AfterAll
    static void stopGraph() {
        GRAPH.close();
    }

    @Override
    public WhatsAppProvider provider() {
        return whatsApp(GRAPH.baseUrl());
    }

    @Override
    public Provider unreachableProvider() {
        return whatsApp("http://localhost:1");
    }

    @Override
    public SendMessage acceptable() {
        return message("Hello");
    }

    @Override
    public SendMessage refused() {
        return message("refused");
    }

    @Override
    public SendMessage deferred() {
        return message("always-busy");
    }

    @Override
    public PayloadStore store() {
        return STORE;
    }

    @Override
    public long got(byte[] content) {
        return GRAPH.taken(content);
    }

    @ParameterizedTest
    @CsvSource({
        "lid.png, image/png, image, Look, ",
        "lid.mp4, video/mp4, video, Look, ",
        "lid.ogg, audio/ogg, audio, , ",
        "bill.pdf, application/pdf, document, Look, bill.pdf"
    })
    void shouldSendAFileAsWhatItIs(
            String name, String mediaType, String kind, @Nullable String text, @Nullable String fileName) {
        // given
        var content = FilesContract.picture();
        var file = FilesContract.keep(STORE, name + UUID.randomUUID(), mediaType, content);
        var message = acceptable().with(text == null ? "" : text, List.of(file));
        assertThat(provider().carries(message.text(), message.attachments())).isTrue();
        // when
        var outcome = send(message);
        // then
        assertThat(outcome).isInstanceOf(DeliveryOutcome.Accepted.class);
        assertThat(GRAPH.takenWith(file.name())).singleElement().satisfies(it -> {
            assertThat(it.path("type").asText()).isEqualTo(kind);
            assertThat(it.path("biz_opaque_callback_data").asText())
                    .isEqualTo(Ours.of(message).toString());
            var media = it.path(kind);
            assertThat(media.path("caption").asText(null)).isEqualTo(text);
            assertThat(media.path("filename").asText(null)).isEqualTo(fileName == null ? null : file.name());
            var form = GRAPH.upload(media.path("id").asText());
            assertThat(form.fields()).containsEntry("messaging_product", "whatsapp");
            assertThat(form.file().orElseThrow().mediaType()).isEqualTo(mediaType);
        });
    }

    private DeliveryOutcome send(SendMessage message) {
        return provider().send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
    }

    @Test
    void shouldPutNoTextUnderASound() {
        assertThat(provider().carries("Listen", List.of(new Attachment("a", "audio/ogg", 1, "sha256:00"))))
                .isFalse();
        assertThat(provider().carries("x".repeat(1025), List.of(new Attachment("a", "image/png", 1, "sha256:00"))))
                .isFalse();
    }

    @Test
    void shouldSayWhyWhenAFileIsNotTaken() {
        var file = FilesContract.keep(STORE, "unplayable.mp4", "video/mp4", FilesContract.picture());
        assertThat(send(acceptable().with("Look", List.of(file))))
                .isInstanceOfSatisfying(DeliveryOutcome.Refused.class, it -> {
                    assertThat(it.failure().reason()).isEqualTo(Reason.CONTENT_NOT_ACCEPTED);
                    assertThat(it.failure().providerCode()).isEqualTo("131053");
                });
        assertThat(GRAPH.takenWith("unplayable.mp4")).isEmpty();
    }

    @Override
    public WebhookCall genuineCall() {
        var body = message("text", "{'body':'Grüße'}").getBytes(StandardCharsets.UTF_8);
        return new WebhookCall(
                "https://social.example.com/webhooks/meta/wa",
                Map.of("x-hub-signature-256", StandInGraph.signature(body)),
                body);
    }

    @Test
    void shouldReadText() {
        assertThat(parse(message("text", "{'body':'Grüße'}")))
                .containsExactly(new Inbound.Message(
                        "wamid.1",
                        NUMBER,
                        new Party(CUSTOMER, "Kim Example"),
                        "Grüße",
                        List.of(),
                        Instant.ofEpochSecond(1893553445)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "location | {'latitude':1.5,'longitude':-2.25,'name':'Shop'} | Shop~n~1.5, -2.25",
                "contacts | [{'name':{'formatted_name':'Kim'},'phones':[{'phone':'+1 555'}]}] | Kim, +1 555",
                "button | {'text':'Yes','payload':'y'} | Yes",
                "interactive | {'type':'button_reply','button_reply':{'id':'1','title':'Monday'}} | Monday",
                "interactive | {'type':'list_reply','list_reply':{'id':'1','title':'Blue','description':'Dark'}} | Blue~n~Dark",
                "interactive | {'type':'nfm_reply','nfm_reply':{'response_json':'{\\'rating\\':4,\\'flow_token\\':1}'}} | rating: 4",
                "order | {'text':'Soon','product_items':[{'product_retailer_id':'TEA','quantity':2,'item_price':3,'currency':'EUR'}]} | Soon~n~2 × TEA, 3 EUR",
                "unsupported | {'type':'poll'} | (A message that WhatsApp does not hand out: poll)",
                "edit | {'original_message_id':'wamid.0','message':{'type':'text','text':{'body':'Tuesday'}}} | (Corrected) Tuesday"
            })
    void shouldReadWhatAPersonWouldRead(String type, String content, String text) {
        assertThat(parse(message(type, content)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Inbound.Message.class, it -> assertThat(it.text()).isEqualTo(text.replace("~n~", "\n")));
    }

    @Test
    void shouldKnowFilesAndCaptions() {
        assertThat(parse(message(
                        "document",
                        "{'id':'4711','caption':'My bill','filename':'bill.pdf','mime_type':'application/pdf'}")))
                .singleElement()
                .isInstanceOfSatisfying(Inbound.Message.class, it -> {
                    assertThat(it.text()).isEqualTo("My bill");
                    assertThat(it.files()).containsExactly(new Inbound.File("bill.pdf", "application/pdf", "4711"));
                });
    }

    @Test
    void shouldKnowReactionsAndThatOneIsTakenBack() {
        var at = Instant.ofEpochSecond(1893553445);
        assertThat(parse(message("reaction", "{'message_id':'wamid.0','emoji':'👍'}")))
                .containsExactly(new Inbound.Reaction("wamid.0", NUMBER, CUSTOMER, "👍", at));
        assertThat(parse(message("reaction", "{'message_id':'wamid.0','emoji':''}")))
                .containsExactly(new Inbound.Reaction("wamid.0", NUMBER, CUSTOMER, null, at));
    }

    @Test
    void shouldReadEverythingOfOneCall() {
        // given
        var one = change(NUMBER, "'messages':[%s,%s]".formatted(text("wamid.1"), text("wamid.2")));
        var two = change("another", "'messages':[%s]".formatted(text("wamid.3")));
        var three = change(NUMBER, "'messages':[%s]".formatted(text("wamid.4")));
        // then
        assertThat(parse("{'entry':[{'changes':[%s,%s]},{'changes':[%s]}]}".formatted(one, two, three)))
                .map(it -> it instanceof Inbound.Message message ? message.providerMessageId() : it)
                .containsExactly("wamid.1", "wamid.2", new Inbound.Unknown("other-number"), "wamid.4");
    }

    @ParameterizedTest
    @CsvSource({"sent, SENT", "delivered, DELIVERED", "read, READ", "played, READ"})
    void shouldRelateAReportToOurMessage(String word, DeliveryStatus status) {
        // given
        var ours = Ours.of(message("Hello"));
        // then
        assertThat(parse(status(word, ours.toString(), "")))
                .containsExactly(new Inbound.Report(
                        new Inbound.Status("wamid.9", status, null, Instant.ofEpochSecond(1893553445)), ours));
    }

    @Test
    void shouldSayWhyAMessageFailedLater() {
        assertThat(parse(status("failed", Ours.of(message("Hello")).toString(), ",'errors':[{'code':131047}]")))
                .singleElement()
                .isInstanceOfSatisfying(Inbound.Report.class, it -> {
                    assertThat(it.status().failure()).isNotNull();
                    assertThat(it.status().failure().reason()).isEqualTo(Reason.WINDOW_CLOSED);
                });
    }

    @Test
    void shouldCountReportsOnWhatOthersSent() {
        assertThat(parse(status("read", "their own words", "")))
                .containsExactly(new Inbound.Unknown("status-of-another"));
    }

    @Test
    void shouldSendATemplateAfterTheWindow() {
        // when
        provider()
                .sendLate(TenantId.DEFAULT, message("Your parcel\n\nis here"))
                .await()
                .atMost(PATIENCE);
        // then
        assertThat(GRAPH.taken("Your parcel is here")).singleElement().satisfies(it -> {
            assertThat(it.path("type").asText()).isEqualTo("template");
            assertThat(it.path("template").path("name").asText()).isEqualTo("reply_later");
            assertThat(it.path("template").path("language").path("code").asText())
                    .isEqualTo("en");
        });
    }

    @Test
    void shouldSendToWhoHidesTheNumber() {
        // when
        provider()
                .send(TenantId.DEFAULT, Messages.to(Channel.SOCIAL, NUMBER, "US.1349", "To a name"))
                .await()
                .atMost(PATIENCE);
        // then
        assertThat(GRAPH.taken("To a name")).singleElement().satisfies(it -> {
            assertThat(it.path("recipient").asText()).isEqualTo("US.1349");
            assertThat(it.has("to")).isFalse();
        });
    }

    @Test
    void shouldFetchFiles() {
        assertThat(fetch(StandInGraph.PICTURE, 1000))
                .isInstanceOfSatisfying(
                        Fetched.Content.class, it -> assertThat(it.bytes()).isEqualTo(StandInGraph.PICTURE_BYTES));
        assertThat(fetch(StandInGraph.PICTURE, 5)).isInstanceOf(Fetched.Missing.class);
        assertThat(fetch(StandInGraph.GONE, 1000)).isInstanceOf(Fetched.Missing.class);
    }

    @ParameterizedTest
    @CsvSource({
        "131047, WINDOW_CLOSED, true",
        "131026, ADDRESS_UNREACHABLE, true",
        "130472, REFUSED_BY_POLICY, true",
        "131050, OPTED_OUT, true",
        "132001, CONTENT_NOT_ACCEPTED, true",
        "130429, THROTTLED, false",
        "190, PROVIDER_UNAVAILABLE, false",
        "131016, PROVIDER_UNAVAILABLE, false",
        "999999, UNKNOWN, true"
    })
    void shouldSayWhyAMessageFailed(int code, Reason reason, boolean forGood) {
        // given
        var body = new ObjectMapper().createObjectNode();
        body.putObject("error").put("code", code);
        // when
        var outcome = WhatsAppWords.outcome(new GraphApi.Answer(400, body));
        // then
        var failure = switch (outcome) {
            case DeliveryOutcome.Refused refused when forGood -> refused.failure();
            case DeliveryOutcome.Deferred deferred when !forGood -> deferred.failure();
            default -> throw new AssertionError(outcome);
        };
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.providerCode()).isEqualTo(Integer.toString(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "null"})
    void shouldSayWhatIsWrongWhenACallIsNoJson(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(Malformed.class).hasMessageStartingWith("The body");
    }

    @Test
    void shouldLetNothingOddThrow() {
        var provider = provider();
        var mangler = new Mangler(20300102);
        var good = List.of(
                message("text", "{'body':'Hello'}"),
                message("image", "{'id':'4711','mime_type':'image/png'}"),
                message("contacts", "[{'name':{'formatted_name':'Kim'},'phones':[{'phone':'+1 555'}]}]"),
                message("interactive", "{'type':'nfm_reply','nfm_reply':{'response_json':'{}'}}"),
                message("edit", "{'original_message_id':'1','message':{'type':'text','text':{'body':'Tuesday'}}}"),
                status("failed", "x", ",'errors':[{'code':131047}]"));
        for (int i = 0; i < 20_000; i++) {
            var body = mangler.mangle(good.get(i % good.size()).replace('\'', '"'));
            try {
                assertThat(provider.parse(body)).isNotEmpty();
            } catch (Malformed expected) {
                assertThat(expected).hasMessageStartingWith("The body");
            }
        }
    }

    private Fetched fetch(String id, long maxBytes) {
        return provider()
                .fetch(new Inbound.File(null, "image/jpeg", id), maxBytes)
                .await()
                .atMost(PATIENCE);
    }

    private List<Inbound> parse(String body) {
        return provider().parse(body.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String message(String type, String content) {
        return "{'object':'whatsapp_business_account','entry':[{'id':'1','changes':[%s]}]}"
                .formatted(change(
                        NUMBER,
                        "'contacts':[{'wa_id':'%s','profile':{'name':'Kim Example'}}],'messages':[{'id':'wamid.1','from':'%s','timestamp':'1893553445','type':'%s','%s':%s}]"
                                .formatted(CUSTOMER, CUSTOMER, type, type, content)))
                .replace("\\'", "\\\"")
                .replace('\'', '"');
    }

    private static String text(String id) {
        return "{'id':'%s','from':'1','timestamp':'1893553445','type':'text','text':{'body':'Hi'}}".formatted(id);
    }

    private static String status(String word, String tracker, String more) {
        return "{'entry':[{'changes':[%s]}]}"
                .formatted(change(
                        NUMBER,
                        "'statuses':[{'id':'wamid.9','status':'%s','timestamp':'1893553445','recipient_id':'%s','biz_opaque_callback_data':'%s'%s}]"
                                .formatted(word, CUSTOMER, tracker, more)));
    }

    private static String change(String number, String value) {
        return "{'field':'messages','value':{'metadata':{'phone_number_id':'%s'},%s}}".formatted(number, value);
    }

    private static SendMessage message(String text) {
        return Messages.to(Channel.SOCIAL, NUMBER, CUSTOMER, text);
    }

    static WhatsAppProvider whatsApp(String baseUrl) {
        return whatsApp(baseUrl, NUMBER);
    }

    static WhatsAppProvider whatsApp(String baseUrl, String number) {
        var json = new ObjectMapper();
        return new WhatsAppProvider(
                new Number(number, baseUrl), new OutgoingFiles(STORE), new GraphApi(json, Duration.ofSeconds(5)), json);
    }

    private record Number(String phoneNumberId, String apiBaseUrl) implements WhatsAppConfig.Account {
        @Override
        public String id() {
            return "wa";
        }

        @Override
        public String tenant() {
            return "default";
        }

        @Override
        public String accessToken() {
            return StandInGraph.TOKEN;
        }

        @Override
        public String appSecret() {
            return StandInGraph.APP_SECRET;
        }

        @Override
        public String verifyToken() {
            return StandInGraph.VERIFY_TOKEN;
        }

        @Override
        public Optional<String> template() {
            return Optional.of("reply_later");
        }

        @Override
        public String templateLanguage() {
            return "en";
        }
    }
}
