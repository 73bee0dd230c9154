package io.rapport.sms.provider.vonage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.rapport.platform.channel.provider.WebhookProviderContract;
import io.rapport.sms.inbound.Part;
import io.rapport.sms.outbound.Gates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VonageProviderTest implements WebhookProviderContract {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final StandInVonage VONAGE = new StandInVonage();
    private static final String URL = "https://sms.example.com/webhooks/vonage/main";
    private static final String MESSAGE = "{\"channel\":\"sms\",\"message_uuid\":\"aaaaaaaa-0001\","
            + "\"to\":\"447700900000\",\"from\":\"4915112345678\",\"timestamp\":\"2030-01-02T03:04:05Z\","
            + "\"message_type\":\"text\",\"text\":\"Good morning\",\"sms\":{\"num_messages\":\"2\"}}";

    @AfterAll
    static void stopVonage() {
        VONAGE.close();
    }

    @Override
    public WebhookProvider provider() {
        return provider(VONAGE.baseUrl());
    }

    @Override
    public Provider unreachableProvider() {
        return provider("http://localhost:1");
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
        return message("always-later");
    }

    @Override
    public WebhookCall genuineCall() {
        return new WebhookCall(URL, Map.of("authorization", StandInVonage.token(MESSAGE, CLOCK)), bytes(MESSAGE));
    }

    @Test
    void shouldTrustSignedFields() {
        var form = StandInVonage.signed(
                Map.of("msisdn", "4915112345678", "to", "447700900000", "messageId", "1", "text", "Tea & cake = 5"),
                CLOCK);
        assertThat(provider().verify(new WebhookCall(URL, Map.of(), bytes(form))))
                .isTrue();
        assertThat(provider().verify(new WebhookCall(URL, Map.of(), bytes(form.replace("Tea", "Pea")))))
                .isFalse();
    }

    @Test
    void shouldReadAMessageOfTheMessagesApi() {
        assertThat(provider().parse(bytes(MESSAGE)))
                .containsExactly(new Inbound.Message(
                        "aaaaaaaa-0001",
                        StandInVonage.NUMBER,
                        new Party("+4915112345678", null),
                        "Good morning",
                        List.of(),
                        null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "msisdn=4915112345678&to=447700900000&messageId=1&type=text&text=Gr%C3%BC%C3%9Fe",
                "{\"msisdn\":\"4915112345678\",\"to\":\"447700900000\",\"messageId\":\"1\",\"type\":\"unicode\",\"text\":\"Grüße\"}"
            })
    void shouldReadAMessageOfTheSmsApi(String body) {
        assertThat(provider().parse(bytes(body)))
                .containsExactly(new Inbound.Message(
                        "1", StandInVonage.NUMBER, new Party("+4915112345678", null), "Grüße", List.of(), null));
    }

    @ParameterizedTest
    @CsvSource({
        "msisdn=4915112345678&to=447700900000&messageId=1&type=binary&data=00, binary",
        "msisdn=4915112345678&to=447700900000&messageId=1&status=teleported, status",
        "network-code=1, no-message"
    })
    void shouldCountWhatItDoesNotKnow(String body, String kind) {
        assertThat(provider().parse(bytes(body))).containsExactly(new Inbound.Unknown(kind));
    }

    @Test
    void shouldNeverFailOtherwiseThanByItsRefusalWhenACallIsMangled() {
        var random = new Random(7);
        var good = List.of(
                MESSAGE,
                "{\"msisdn\":\"4915112345678\",\"to\":\"447700900000\",\"messageId\":\"1\",\"text\":\"x\",\"concat\":\"true\"}",
                "msisdn=4915112345678&to=447700900000&messageId=1&status=failed&err-code=1&client-ref=a.b",
                "msisdn=4915112345678&to=447700900000&messageId=1&text=Hel&concat=true&concat-ref=7&concat-total=2&concat-part=1");
        var provider = provider("http://localhost:1");
        for (int i = 0; i < 20_000; i++) {
            var mangled = bytes(good.get(i % good.size()));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mangled[random.nextInt(mangled.length)] = (byte) random.nextInt(256);
            }
            var body = Arrays.copyOf(mangled, random.nextInt(3) == 0 ? random.nextInt(mangled.length) : mangled.length);
            for (Function<byte[], Object> reader :
                    List.<Function<byte[], Object>>of(provider::parse, provider::part, provider::receipt)) {
                try {
                    assertThat(reader.apply(body)).isNotNull();
                } catch (Malformed refused) {
                    assertThat(refused).hasMessageStartingWith("The ");
                }
            }
        }
    }

    @Test
    void shouldReadASegment() {
        var body = "msisdn=4915112345678&to=447700900000&messageId=1&text=Hel"
                + "&concat=true&concat-ref=7&concat-total=2&concat-part=1";
        assertThat(provider("http://localhost:1").part(bytes(body)))
                .contains(new Part("1", "+4915112345678", "7", 1, 2, "Hel"));
        assertThatThrownBy(() -> provider("http://localhost:1").part(bytes(body.replace("part=1", "part=3"))))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "delivered, 0, DELIVERED,",
        "accepted, 0, SENT,",
        "buffered, 0, SENT,",
        "expired, 2, FAILED, ADDRESS_UNREACHABLE",
        "failed, 3, FAILED, ADDRESS_UNKNOWN",
        "rejected, 6, FAILED, REFUSED_BY_POLICY",
        "failed, 9, FAILED, OPTED_OUT",
        "failed, 99, FAILED, UNKNOWN"
    })
    void shouldReadAReceipt(String word, String code, DeliveryStatus status, Reason reason) {
        // given
        var sent = message("Hello");
        var reference = new VonageProvider.Reference(sent.commandId(), sent.customerId());
        // when
        var receipt = provider("http://localhost:1")
                .receipt(bytes("msisdn=4915112345678&to=447700900000&messageId=1&status=" + word + "&err-code=" + code
                        + "&client-ref=" + reference));
        // then
        assertThat(receipt.party()).isEqualTo("+4915112345678");
        assertThat(receipt.reference()).contains(reference);
        assertThat(receipt.status()).isInstanceOfSatisfying(Inbound.Status.class, it -> {
            assertThat(it.status()).isEqualTo(status);
            var failure = it.failure();
            assertThat(failure == null ? null : failure.reason()).isEqualTo(reason);
        });
    }

    @Test
    void shouldSayThatATextIsUnicodeOnlyWhenItMust() {
        // given
        var message = message("Grüße ж");
        // when
        provider().send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
        provider().send(TenantId.DEFAULT, message("Plain")).await().atMost(PATIENCE);
        // then
        assertThat(VONAGE.taken("Grüße ж"))
                .singleElement()
                .satisfies(form -> assertThat(form)
                        .containsEntry("to", "4915112345678")
                        .containsEntry("from", "447700900000")
                        .containsEntry("type", "unicode")
                        .containsEntry("client-ref", message.commandId() + "." + message.customerId())
                        .containsEntry("callback", URL + "/status"));
        assertThat(VONAGE.taken("Plain"))
                .singleElement()
                .satisfies(form -> assertThat(form).doesNotContainKey("type"));
    }

    private static SendMessage message(String text) {
        return Messages.to(Channel.SMS, StandInVonage.NUMBER, "+4915112345678", text);
    }

    private static VonageProvider provider(String baseUrl) {
        return new VonageProvider(
                new VonageProvider.Credentials(StandInVonage.API_KEY, StandInVonage.API_SECRET),
                baseUrl,
                StandInVonage.NUMBER,
                URL + "/status",
                new VonageSignature(
                        StandInVonage.API_KEY, StandInVonage.SIGNATURE_SECRET, VonageSignature.Method.SHA256, CLOCK),
                Gates.of(StandInVonage.NUMBER),
                new JsonHttp(new ObjectMapper(), Duration.ofSeconds(5)),
                CLOCK);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
