package io.rapport.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.sms.provider.smpp.StandInSmsc;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(ProvidersResource.class)
class SmppIT {
    private static final String OUTBOUND = Topics.outbound(Channel.SMS);

    @InjectTestLog
    TestLog log;

    @Inject
    PayloadStore store;

    StandInSmsc smsc;

    private final String customer = "+49151" + ThreadLocalRandom.current().nextLong(10_000_000, 100_000_000);

    @BeforeEach
    void awaitTheLine() {
        log.await("the line", () -> smsc.binds() > 0);
    }

    @Test
    void shouldTellTheLogBeforeAnsweringWhenAMessageComes() throws Exception {
        // given
        var text = "Grüße " + UUID.randomUUID();
        // when
        int status = smsc.deliver(customer, 0, 8, text.getBytes(StandardCharsets.UTF_16BE), Map.of());
        // then
        assertThat(status).isZero();
        assertThat(texts()).containsExactly(text);
    }

    @Test
    void shouldKnowAMessageAgainWhenItIsRepeatedOverAnotherLine() throws Exception {
        // given
        var text = ("Repeated " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
        int before = smsc.binds();
        smsc.deliver(customer, 0, 0, text, Map.of());
        // when
        smsc.hangUp();
        log.await("another line", () -> smsc.binds() > before);
        smsc.deliver(customer, 0, 0, text, Map.of());
        // then
        assertThat(told()).hasSize(2);
        assertThat(ids()).hasSize(1);
    }

    @Test
    void shouldTakeItForAnotherMessageWhenSomebodyWritesTheSameAgain() throws Exception {
        // when
        smsc.deliver(customer, 0, 0, "Hello?".getBytes(StandardCharsets.US_ASCII), Map.of());
        smsc.deliver(customer, 0, 0, "Hello?".getBytes(StandardCharsets.US_ASCII), Map.of());
        // then
        assertThat(ids()).hasSize(2);
    }

    @Test
    void shouldKnowAMessageAgainByTheIdThatItsCentreGives() throws Exception {
        // given
        var named = Map.of((short) 0x001e, "MO-77\0".getBytes(StandardCharsets.US_ASCII));
        // when
        smsc.deliver(customer, 0, 0, "Named".getBytes(StandardCharsets.US_ASCII), named);
        smsc.deliver(customer, 0, 0, "Named".getBytes(StandardCharsets.US_ASCII), named);
        // then
        assertThat(told()).hasSize(2);
        assertThat(ids()).hasSize(1);
    }

    @Test
    void shouldReadALongMessageInOneRequestAndSegmentsByTheirParameters() throws Exception {
        // when
        smsc.deliver(
                customer,
                0,
                0,
                new byte[0],
                Map.of((short) 0x0424, "x".repeat(300).getBytes(StandardCharsets.US_ASCII)));
        for (byte number = 2; number >= 1; number--) {
            smsc.deliver(
                    customer,
                    0,
                    0,
                    ("s" + number).getBytes(StandardCharsets.US_ASCII),
                    Map.of(
                            (short) 0x020c,
                            new byte[] {0, 9},
                            (short) 0x020e,
                            new byte[] {2},
                            (short) 0x020f,
                            new byte[] {number}));
        }
        // then
        assertThat(texts()).containsExactly("x".repeat(300), "s1s2");
    }

    @Test
    void shouldSayWhichSegmentIsMissingWhenOneDoesNotArrive() throws Exception {
        // given
        var event = command("A long story. ".repeat(20));
        log.send(OUTBOUND, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        // when
        smsc.receipt(customer, "id:" + smsc.takenFor(customer).getFirst().id() + " stat:UNDELIV err:001");
        // then
        assertThat(log.delivery(event, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("text")
                        .asText())
                .startsWith("Segment 1 of 2 did not arrive, others may have.");
    }

    @Test
    void shouldSetAsideWhatCannotBeReadAndReadItAgainWhenAsked() throws Exception {
        // given: a header that claims to be longer than everything
        var text = "7 seas " + UUID.randomUUID();
        // when
        assertThat(smsc.deliver(customer, 0x40, 0, text.getBytes(StandardCharsets.US_ASCII), Map.of()))
                .isZero();
        // then
        var reason = "The user data header is longer than the message.";
        var payload = Replay.quarantined(log, StandInSmsc.NUMBER, reason)
                .path("payload")
                .asText();
        assertThat(Replay.of(log, StandInSmsc.NUMBER, payload)).isEqualTo(reason);
        assertThat(texts()).isEmpty();
        // when: without the header's mark it can be read, twice
        var delivered = (ObjectNode)
                log.json().readTree(store.get(TenantId.DEFAULT, payload).orElseThrow());
        var readable = store.putRaw(TenantId.DEFAULT, log.json().writeValueAsBytes(delivered.put("esmClass", 0)));
        assertThat(Replay.of(log, StandInSmsc.NUMBER, readable)).isEmpty();
        assertThat(Replay.of(log, StandInSmsc.NUMBER, readable)).isEmpty();
        // then
        assertThat(texts()).containsExactly(text);
        assertThat(told()).hasSize(2);
        assertThat(ids()).hasSize(1);
    }

    @Test
    void shouldJoinSegmentsWhenTheyComeTwiceAndOutOfOrder() throws Exception {
        // when
        deliverSegment("b", 2);
        deliverSegment("b", 2);
        assertThat(texts()).isEmpty();
        deliverSegment("a", 1);
        deliverSegment("a", 1);
        // then
        assertThat(texts()).containsExactly("ab");
    }

    @Test
    void shouldSendInSegmentsAndTellWhenTheLastOneHasArrived() throws Exception {
        // given
        var text = "A long story. ".repeat(20) + UUID.randomUUID();
        var event = command(text);
        // when
        log.send(OUTBOUND, event, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        // then
        var taken = smsc.takenFor(customer);
        assertThat(taken.stream().map(StandInSmsc.Taken::text).collect(Collectors.joining()))
                .isEqualTo(text);
        assertThat(taken).extracting(StandInSmsc.Taken::number).containsExactly(1, 2, 3);
        // when: the receipts have the ids in the other number system
        for (var one : taken) {
            int status = smsc.receipt(
                    customer,
                    "id:%010d sub:001 dlvrd:001 submit date:3001020304 done date:3001020305 stat:DELIVRD err:000 text:A"
                            .formatted(Long.parseLong(one.id(), 16)));
            assertThat(status).isZero();
        }
        // then
        log.delivery(event, DeliveryStatus.DELIVERED, 1);
    }

    @Test
    void shouldSayWhyWhenAMessageDoesNotArrive() throws Exception {
        // given
        var event = command("Hello " + UUID.randomUUID());
        log.send(OUTBOUND, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        // when
        smsc.receipt(customer, "id:" + smsc.takenFor(customer).getFirst().id() + " stat:UNDELIV err:001");
        // then
        assertThat(log.delivery(event, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("ADDRESS_UNREACHABLE");
    }

    @Test
    void shouldTakeReceiptsOnWhatWeDidNotSend() throws Exception {
        assertThat(smsc.receipt(customer, "id:ffffffff stat:DELIVRD err:000")).isZero();
    }

    @Test
    void shouldObeyStop() throws Exception {
        // given
        smsc.deliver(customer, 0, 0, "STOP".getBytes(StandardCharsets.US_ASCII), Map.of());
        var event = command("One more thing");
        // when
        log.send(OUTBOUND, event);
        // then
        assertThat(log.delivery(event, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("OPTED_OUT");
        assertThat(smsc.takenFor(customer)).isEmpty();
    }

    @Test
    void shouldBindAgainWhenTheLineBreaks() {
        // given
        int before = smsc.binds();
        var event = command("After the storm " + UUID.randomUUID());
        // when
        smsc.hangUp();
        log.send(OUTBOUND, event);
        // then
        log.delivery(event, DeliveryStatus.SENT, 1);
        assertThat(smsc.binds()).isGreaterThan(before);
        assertThat(smsc.takenFor(customer)).hasSize(1);
    }

    private void deliverSegment(String text, int number) throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {5, 0, 3, 7, 2, (byte) number});
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        assertThat(smsc.deliver(customer, 0x40, 0, bytes.toByteArray(), Map.of()))
                .isZero();
    }

    private List<JsonNode> told() {
        return log.records(Topics.INTERACTIONS).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.interactions.message-received.v1"))
                .map(log::json)
                .filter(it -> it.path("from").path("address").asText().equals(customer))
                .toList();
    }

    private List<String> ids() {
        return told().stream()
                .map(it -> it.path("providerMessageId").asText())
                .distinct()
                .toList();
    }

    /** Of everything that this customer wrote the distinct texts. */
    private List<String> texts() {
        return told().stream()
                .map(it -> it.path("content").path("text").asText())
                .distinct()
                .toList();
    }

    private Event<SendMessage> command(String text) {
        var message = Messages.to(Channel.SMS, StandInSmsc.NUMBER, customer, text);
        return log.event(message.thread().id().value(), message);
    }
}
