package io.rapport.social.provider.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.DeliveryOutcome;
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
import io.rapport.social.provider.messenger.MessengerConfig.Network;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessengerProviderTest implements WebhookProviderContract, FilesContract {
    private static final PayloadStore STORE = new PayloadStore(new MemoryStore());
    private static final StandInGraph GRAPH = new StandInGraph();
    private static final String PAGE = "2077";
    private static final String CUSTOMER = "7788";
    private static final Instant AT = Instant.ofEpochMilli(1893553445123L);

    @AfterAll
    static void stopGraph() {
        GRAPH.close();
    }

    @Override
    public MessengerProvider provider() {
        return page(GRAPH.baseUrl(), Network.MESSENGER);
    }

    @Override
    public Provider unreachableProvider() {
        return page("http://localhost:1", Network.MESSENGER);
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
        "MESSENGER, image/png, image, Käse",
        "MESSENGER, image/tiff, file, Käse",
        "MESSENGER, video/mp4, video, Käse",
        "MESSENGER, application/pdf, file, Käse",
        "INSTAGRAM, audio/mp4, audio, K_se"
    })
    void shouldUploadAFileAndSendItAlone(Network network, String mediaType, String kind, String sentName) {
        // given
        var id = UUID.randomUUID();
        var file = FilesContract.keep(STORE, "Käse" + id, mediaType, FilesContract.picture());
        var message = acceptable().with("", List.of(file));
        // when
        var outcome = page(GRAPH.baseUrl(), network)
                .send(TenantId.DEFAULT, message)
                .await()
                .atMost(PATIENCE);
        // then
        assertThat(outcome).isInstanceOf(DeliveryOutcome.Accepted.class);
        assertThat(GRAPH.takenWith(sentName + id)).singleElement().satisfies(it -> {
            assertThat(it.at("/message/attachment/type").asText()).isEqualTo(kind);
            assertThat(it.at("/message").has("text")).isFalse();
            assertThat(it.at("/message").has("metadata")).isEqualTo(network == Network.MESSENGER);
            var form = GRAPH.upload(
                    it.at("/message/attachment/payload/attachment_id").asText());
            assertThat(form.fields().get("message")).contains("\"type\":\"" + kind + "\"");
            assertThat(form.fields().get("platform")).isEqualTo(network == Network.INSTAGRAM ? "instagram" : null);
            assertThat(form.file().orElseThrow().mediaType()).isEqualTo(mediaType);
        });
        assertThat(provider().carries("Look", List.of(file))).isFalse();
    }

    @Override
    public WebhookCall genuineCall() {
        var body = event("'message':{'mid':'m_1','text':'Grüße'}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
        return new WebhookCall(
                "https://social.example.com/webhooks/meta/page",
                Map.of("x-hub-signature-256", StandInGraph.signature(body)),
                body);
    }

    @Test
    void shouldReadTextAndWhatItAnswers() {
        assertThat(parse(event("'message':{'mid':'m_2','text':'Grüße','reply_to':{'mid':'m_1'}}")))
                .containsExactly(new Inbound.Message(
                        "m_2", PAGE, new Party(CUSTOMER, null), "Grüße", List.of(), List.of("m_1"), AT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'postback':{'mid':'m_1','title':'Start','payload':'START'} | Start",
                "'postback':{'payload':'START'} | START",
                "'message':{'mid':'m_1','attachments':[{'type':'location','title':'Here','payload':{'coordinates':{'lat':1.5,'long':2}}}]} | (location) Here 1.5, 2",
                "'message':{'mid':'m_1','attachments':[{'type':'story_mention','payload':{'url':'https://example.com/s'}}]} | (story_mention) https://example.com/s",
                "'message':{'mid':'m_1','is_unsupported':true} | (A message that Meta does not hand out)"
            })
    void shouldReadWhatAPersonWouldRead(String what, String text) {
        assertThat(parse(event(what)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Inbound.Message.class, it -> assertThat(it.text()).isEqualTo(text));
    }

    @Test
    void shouldKnowFiles() {
        assertThat(
                        parse(
                                event(
                                        "'message':{'mid':'m_1','attachments':[{'type':'image','payload':{'url':'https://cdn.example.com/1'}}]}")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Inbound.Message.class,
                        it -> assertThat(it.files())
                                .containsExactly(new Inbound.File(
                                        null, "application/octet-stream", "https://cdn.example.com/1")));
    }

    @Test
    void shouldKnowReactionsAndThatOneIsTakenBack() {
        assertThat(parse(event("'reaction':{'mid':'m_1','action':'react','reaction':'love','emoji':'❤'}")))
                .containsExactly(new Inbound.Reaction("m_1", PAGE, CUSTOMER, "❤", AT));
        assertThat(parse(event("'reaction':{'mid':'m_1','action':'unreact'}")))
                .containsExactly(new Inbound.Reaction("m_1", PAGE, CUSTOMER, null, AT));
    }

    @Test
    void shouldKnowHowFarOursGot() {
        assertThat(parse(event("'delivery':{'mids':['m_1'],'watermark':1893553445000}")))
                .containsExactly(new Inbound.Reached(
                        PAGE,
                        CUSTOMER,
                        DeliveryStatus.DELIVERED,
                        List.of("m_1"),
                        Instant.ofEpochMilli(1893553445000L),
                        AT));
        assertThat(parse(event("'read':{'mid':'m_1'}")))
                .containsExactly(new Inbound.Reached(PAGE, CUSTOMER, DeliveryStatus.READ, List.of("m_1"), null, AT));
    }

    @Test
    void shouldKnowItsOwnEchoFromSomebodyElsesMessage() {
        var ours = Ours.of(message("Hello"));
        assertThat(parse(echo("'metadata':'%s','text':'Hello'".formatted(ours))))
                .containsExactly(new Inbound.Unknown("echo"));
        assertThat(parse(echo("'text':'From the inbox'")))
                .containsExactly(
                        new Inbound.SentElsewhere("m_1", PAGE, new Party(CUSTOMER, null), "From the inbox", AT));
    }

    @ParameterizedTest
    @CsvSource({"pass_thread_control", "take_thread_control", "optin", "a_kind_of_next_year"})
    void shouldCountWhatItDoesNotTake(String kind) {
        assertThat(parse(event("'" + kind + "':{}"))).containsExactly(new Inbound.Unknown(kind));
    }

    @Test
    void shouldReadEverythingOfOneCallAndCountWhatAnotherAppHasToAnswer() {
        // given
        var first = event("'message':{'mid':'m_1','text':'One'}");
        var second = event("'message':{'mid':'m_2','text':'Two'}").replace("'messaging':", "'standby':[],'messaging':");
        var both = first.substring(0, first.length() - 2) + "," + second.substring(second.indexOf('[') + 1);
        // then
        assertThat(parse(both))
                .filteredOn(Inbound.Message.class::isInstance)
                .extracting(it -> ((Inbound.Message) it).text())
                .containsExactly("One", "Two");
        assertThat(parse(event("'message':{'mid':'m_3','text':'Not for us'}").replace("'messaging'", "'standby'")))
                .noneMatch(Inbound.Message.class::isInstance)
                .isNotEmpty();
    }

    @Test
    void shouldTagWhatAPersonWritesLate() {
        // when
        provider()
                .sendLate(TenantId.DEFAULT, message("After a weekend"))
                .await()
                .atMost(PATIENCE);
        // then
        assertThat(GRAPH.taken("After a weekend")).singleElement().satisfies(it -> {
            assertThat(it.path("messaging_type").asText()).isEqualTo("MESSAGE_TAG");
            assertThat(it.path("tag").asText()).isEqualTo("HUMAN_AGENT");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "10, 2018278, WINDOW_CLOSED, true",
        "10, 0, REFUSED_BY_POLICY, true",
        "100, 2018001, ADDRESS_UNKNOWN, true",
        "100, 0, CONTENT_NOT_ACCEPTED, true",
        "551, 1545041, ADDRESS_UNREACHABLE, true",
        "613, 0, THROTTLED, false",
        "190, 460, PROVIDER_UNAVAILABLE, false",
        "1200, 0, PROVIDER_UNAVAILABLE, false",
        "999999, 0, UNKNOWN, true"
    })
    void shouldSayWhyAMessageFailed(int code, int subcode, Reason reason, boolean forGood) {
        // given
        var body = new ObjectMapper().createObjectNode();
        body.putObject("error").put("code", code).put("error_subcode", subcode);
        // when
        var outcome = MessengerWords.outcome(new GraphApi.Answer(400, body));
        // then
        var failure = switch (outcome) {
            case DeliveryOutcome.Refused refused when forGood -> refused.failure();
            case DeliveryOutcome.Deferred deferred when !forGood -> deferred.failure();
            default -> throw new AssertionError(outcome);
        };
        assertThat(failure.reason()).isEqualTo(reason);
    }

    @Test
    void shouldLetNothingOddThrow() {
        var provider = provider();
        var mangler = new Mangler(20300102);
        var good = List.of(
                event("'message':{'mid':'m_2','text':'Hello','reply_to':{'mid':'m_1'}}"),
                event(
                        "'message':{'mid':'m_1','attachments':[{'type':'image','payload':{'url':'https://example.com/1'}}]}"),
                event("'postback':{'title':'Start','payload':'START'}"),
                event("'reaction':{'mid':'m_1','action':'react','reaction':'love','emoji':'x'}"),
                event("'delivery':{'mids':['m_1'],'watermark':1893553445000}"),
                echo("'text':'From the inbox'"));
        for (int i = 0; i < 20_000; i++) {
            var body = mangler.mangle(good.get(i % good.size()).replace('\'', '"'));
            try {
                assertThat(provider.parse(body)).isNotEmpty();
            } catch (Malformed expected) {
                assertThat(expected).hasMessageStartingWith("The body");
            }
        }
    }

    private List<Inbound> parse(String body) {
        return provider().parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String what) {
        return entry(CUSTOMER, PAGE, what);
    }

    private static String echo(String what) {
        return entry(PAGE, CUSTOMER, "'message':{'mid':'m_1','is_echo':true,%s}".formatted(what));
    }

    private static String entry(String sender, String recipient, String what) {
        return "{'object':'page','entry':[{'id':'%s','time':1,'messaging':[{'sender':{'id':'%s'},'recipient':{'id':'%s'},'timestamp':1893553445123,%s}]}]}"
                .formatted(PAGE, sender, recipient, what);
    }

    private static SendMessage message(String text) {
        return Messages.to(Channel.SOCIAL, PAGE, CUSTOMER, text);
    }

    private static MessengerProvider page(String baseUrl, Network network) {
        var json = new ObjectMapper();
        return new MessengerProvider(
                new Page(network, baseUrl), new OutgoingFiles(STORE), new GraphApi(json, Duration.ofSeconds(5)), json);
    }

    /** A page or profile whose app is the tests'. */
    record Page(Network network, String apiBaseUrl) implements MessengerConfig.Account {
        @Override
        public String id() {
            return "page";
        }

        @Override
        public String tenant() {
            return "default";
        }

        @Override
        public String pageId() {
            return PAGE;
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
        public boolean humanAgent() {
            return true;
        }
    }
}
