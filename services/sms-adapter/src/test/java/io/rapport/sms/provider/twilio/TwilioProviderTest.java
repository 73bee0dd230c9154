package io.rapport.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.channel.provider.FilesContract;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Proof;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.rapport.platform.channel.provider.WebhookProviderContract;
import io.rapport.platform.channel.store.MemoryStore;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.sms.outbound.Gates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioProviderTest implements WebhookProviderContract, FilesContract {
    private static final PayloadStore STORE = new PayloadStore(new MemoryStore());
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final StandInTwilio TWILIO = new StandInTwilio();
    private static final String URL = "https://sms.example.com/webhooks/twilio/main";
    private static final String NOBODY_LISTENS_HERE = "http://localhost:1";

    @AfterAll
    static void stopTwilio() {
        TWILIO.close();
    }

    @Override
    public WebhookProvider provider() {
        return provider(TWILIO.baseUrl());
    }

    @Override
    public Provider unreachableProvider() {
        return provider(NOBODY_LISTENS_HERE);
    }

    @Override
    public SendMessage acceptable() {
        return message("Hello");
    }

    @Override
    public SendMessage refused() {
        return message("opted-out");
    }

    @Override
    public SendMessage deferred() {
        return message("always-later");
    }

    @Override
    public PayloadStore store() {
        return STORE;
    }

    @Override
    public long got(byte[] content) {
        return TWILIO.takenWithMedia(HexFormat.of().formatHex(Proof.sha256(content)));
    }

    @Test
    void shouldGiveAnAddressToEachFileThatHoldsForADay() {
        // given
        var links = new MediaLinks("https://sms.example.com/media", "a-token", clock());
        var file = new Attachment("Käse auf Brot, sehr lang.png", "image/png", 1, "sha256:" + "0a".repeat(32));
        // when
        var address = links.of(file);
        // then
        assertThat(address).startsWith("https://sms.example.com/media/" + "0a".repeat(32) + "?type=image%2Fpng&name=");
        var link = link(address);
        assertThat(link.name()).isEqualTo("_Brot__sehr_lang.png");
        assertThat(links.isGood(link)).isTrue();
        assertThat(new MediaLinks("https://sms.example.com/media", "another-token", clock()).isGood(link))
                .isFalse();
        assertThat(new MediaLinks("https://sms.example.com/other", "a-token", clock()).isGood(link))
                .isFalse();
        var tomorrow = Clock.offset(clock(), Duration.ofDays(1));
        assertThat(new MediaLinks("https://sms.example.com/media", "a-token", tomorrow).isGood(link))
                .isFalse();
        for (var forged : List.of(
                new MediaLinks.Link("0b".repeat(32), link.type(), link.name(), link.until(), link.proof()),
                new MediaLinks.Link(link.file(), "text/html", link.name(), link.until(), link.proof()),
                new MediaLinks.Link(link.file(), link.type(), "a.html", link.until(), link.proof()),
                new MediaLinks.Link(link.file(), link.type(), link.name(), link.until() + 1, link.proof()),
                new MediaLinks.Link(link.file(), link.type(), link.name(), link.until(), ""))) {
            assertThat(links.isGood(forged)).isFalse();
        }
    }

    private static MediaLinks.Link link(String address) {
        var query = new QueryStringDecoder(address);
        var fields = query.parameters();
        return new MediaLinks.Link(
                query.path().replaceFirst(".*/", ""),
                fields.get("type").getFirst(),
                fields.get("name").getFirst(),
                Long.parseLong(fields.get("until").getFirst()),
                fields.get("proof").getFirst());
    }

    @Override
    public WebhookCall genuineCall() {
        var fields = Map.of(
                "MessageSid", "SM1", "From", "+4915112345678", "To", StandInTwilio.NUMBER, "Body", "Good morning");
        var body = "MessageSid=SM1&From=%2B4915112345678&To=%2B14155552671&Body=Good+morning";
        return new WebhookCall(URL, Map.of("x-twilio-signature", StandInTwilio.signature(URL, fields)), bytes(body));
    }

    @Test
    void shouldReadAMessageWhenItCarriesPictures() {
        // when
        var read = parse("MessageSid=MM1&From=%2B49+151+12345678&To=%2B14155552671&ProfileName=Kim+Example"
                + "&NumMedia=1&MediaUrl0=https%3A%2F%2Fapi.example.com%2F1&MediaContentType0=image%2Fjpeg");
        // then
        assertThat(read)
                .containsExactly(new Inbound.Message(
                        "MM1",
                        StandInTwilio.NUMBER,
                        new Party("+4915112345678", "Kim Example"),
                        "",
                        List.of(new Inbound.File(null, "image/jpeg", "https://api.example.com/1")),
                        null));
    }

    @Test
    void shouldReadAStatusWhenAMessageFailed() {
        // when
        var read = parse("MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003&To=%2B4915112345678");
        // then
        assertThat(read)
                .containsExactly(new Inbound.Status("SM1", DeliveryStatus.FAILED, TwilioWords.failure("30003"), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "From=whatsapp%3A%2B4915112345678&To=whatsapp%3A%2B14155552671&MessageSid=SM1, scheme",
        "MessageSid=SM1&MessageStatus=teleported, status",
        "AccountSid=AC1, no-message"
    })
    void shouldCountWhatItDoesNotKnow(String body, String kind) {
        assertThat(parse(body)).containsExactly(new Inbound.Unknown(kind));
    }

    @ParameterizedTest
    @CsvSource({
        "MessageSid=SM1&To=%2B14155552671&Body=Hi, The field From is missing.",
        "MessageSid=SM1&From=%2B1&To=%2B14155552671, The field From is neither a phone number nor a sender's name.",
        "MessageSid=SM1&From=%2B4915112345678, The field To is missing.",
        "Body=%zz, The body is not a form: an escape is broken."
    })
    void shouldSayWhatIsWrongWhenACallIsMalformed(String body, String reason) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(Malformed.class).hasMessage(reason);
    }

    @Test
    void shouldTellTwilioWhereToReport() {
        // given
        var message = message("Please report");
        // when
        provider().send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
        // then
        assertThat(TWILIO.taken("Please report"))
                .singleElement()
                .satisfies(form -> assertThat(form)
                        .containsEntry("To", "+4915112345678")
                        .containsEntry("From", StandInTwilio.NUMBER)
                        .containsEntry(
                                "StatusCallback",
                                URL + "/status?command=" + message.commandId() + "&customer=" + message.customerId()));
    }

    @Test
    void shouldLeaveTheNumberToTheMessagingServiceWhenThereIsOne() {
        // when
        provider(TWILIO.baseUrl(), Map.of("MessagingServiceSid", "MG1"))
                .send(TenantId.DEFAULT, message("By the service"))
                .await()
                .atMost(PATIENCE);
        // then
        assertThat(TWILIO.taken("By the service"))
                .singleElement()
                .satisfies(form -> assertThat(form)
                        .containsEntry("MessagingServiceSid", "MG1")
                        .doesNotContainKey("From"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"picture", "busy-once"})
    void shouldFetchAFileAndShowItsHostNoCredentials(String name) {
        assertThat(fetch(TWILIO.mediaUrl("MM1", name), 1000)).isInstanceOfSatisfying(Fetched.Content.class, it -> {
            assertThat(it.bytes()).isEqualTo(StandInTwilio.PICTURE);
            assertThat(it.mediaType()).isEqualTo("image/jpeg");
        });
        assertThat(TWILIO.credentialsShownToFiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gone, 1000, the provider does not have it any more (HTTP 404).",
        "busy, 1000, Twilio does not hand it out now.",
        "picture, 3, it is larger than 0 MiB."
    })
    void shouldSayWhyThereIsNoFile(String name, long maxBytes, String why) {
        assertThat(fetch(TWILIO.mediaUrl("MM1", name), maxBytes)).isEqualTo(new Fetched.Missing(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://169.254.169.254/latest", "https://api.twilio.com.example.com/1", "file:///etc/passwd", ""
            })
    void shouldNotAskAnotherAddressThanTwilios(String address) {
        assertThat(fetch(address, 1000)).isEqualTo(new Fetched.Missing("its address is not Twilio's."));
    }

    private static Fetched fetch(String address, long maxBytes) {
        return provider(TWILIO.baseUrl())
                .fetch(new Inbound.File(null, "image/jpeg", address), maxBytes)
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void shouldNeverFailOtherwiseThanByItsRefusalWhenACallIsMangled() {
        var random = new Random(7);
        var provider = provider(NOBODY_LISTENS_HERE);
        var good =
                "MessageSid=MM1&From=%2B4915112345678&To=%2B14155552671&Body=Gr%C3%BC%C3%9Fe&ProfileName=Kim&NumMedia=1"
                        + "&MediaUrl0=https%3A%2F%2Fapi.example.com%2F1&MediaContentType0=image%2Fjpeg&MessageStatus=failed&ErrorCode=30003";
        for (int i = 0; i < 20_000; i++) {
            var mangled = bytes(good);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mangled[random.nextInt(mangled.length)] = (byte) random.nextInt(256);
            }
            var cut = Arrays.copyOf(mangled, random.nextInt(mangled.length + 1));
            try {
                assertThat(provider.parse(cut)).isNotEmpty();
            } catch (Malformed refused) {
                assertThat(refused).hasMessageStartingWith("The ");
            }
        }
    }

    private static List<Inbound> parse(String body) {
        return provider(NOBODY_LISTENS_HERE).parse(bytes(body));
    }

    private static SendMessage message(String text) {
        return Messages.to(Channel.SMS, StandInTwilio.NUMBER, "+4915112345678", text);
    }

    private static TwilioProvider provider(String baseUrl) {
        return provider(baseUrl, Map.of("From", StandInTwilio.NUMBER));
    }

    private static TwilioProvider provider(String baseUrl, Map<String, String> sender) {
        return new TwilioProvider(
                new TwilioProvider.Credentials(StandInTwilio.ACCOUNT_SID, StandInTwilio.AUTH_TOKEN),
                baseUrl,
                sender,
                URL + "/status",
                new MediaLinks(URL + "/media", StandInTwilio.AUTH_TOKEN, clock()),
                new OutgoingFiles(STORE),
                Gates.of(StandInTwilio.NUMBER),
                new JsonHttp(new ObjectMapper(), Duration.ofSeconds(5)),
                clock());
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
