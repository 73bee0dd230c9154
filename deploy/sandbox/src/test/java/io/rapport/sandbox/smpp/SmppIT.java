package io.rapport.sandbox.smpp;

import static io.rapport.sandbox.FakePlatform.SMPP_NUMBER;
import static io.rapport.sandbox.FakePlatform.SMPP_PASSWORD;
import static io.rapport.sandbox.FakePlatform.SMPP_SYSTEM;
import static io.rapport.sandbox.phone.Customer.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.sandbox.FakePlatform;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.phone.Customer;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.sms.BusyNumbers;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The company's side is jSMPP, which the adapter uses too. */
@QuarkusTest
@WithTestResource(FakePlatform.class)
class SmppIT {
    private static final int UDHI = 0x40;

    private final String mark = UUID.randomUUID().toString();

    @Inject
    People people;

    @Inject
    MessageCentre centre;

    private Customer customer;

    @BeforeEach
    void meet() {
        customer = new Customer(
                people.meet("noor-" + mark + "@example.com", "Noor Fictional").orElseThrow(), Network.SMS, SMPP_NUMBER);
    }

    @ParameterizedTest
    @CsvSource({"somebody, " + SMPP_PASSWORD + ", 15", SMPP_SYSTEM + ", wrong, 14"})
    void shouldLetNobodyInWithoutTheRightName(String system, String password, int status) {
        assertThatThrownBy(() -> new Esme(centre.port(), BindType.BIND_TRX, system, password))
                .hasCauseInstanceOf(NegativeResponseException.class)
                .cause()
                .extracting(it -> ((NegativeResponseException) it).getCommandStatus())
                .isEqualTo(status);
    }

    @Test
    void shouldAnswerWhetherTheLineIsThereAndLetItEnd() throws Exception {
        try (var esme = Esme.bound(centre.port())) {
            esme.session.enquire();
            esme.session.unbind();
            // then
            customer.writes("Gone? " + mark);
            await().atMost(PATIENCE)
                    .until(() -> String.valueOf(customer.<String>find("Gone? " + mark, "note"))
                            .contains("nobody is bound to receive"));
            // the library would unbind again
            esme.session.close();
        }
    }

    @Test
    void shouldShowAMessageAndReceiptIt() throws Exception {
        try (var esme = Esme.bound(centre.port())) {
            // when: "Grüße, 5 €" in septets
            assertThat(esme.submit(phone(), 0, 0, bytes("47727e1e652c2035201b65")))
                    .isZero();
            // then
            customer.waitsUntil("Grüße, 5 €", "DELIVERED");
            await().atMost(PATIENCE).until(() -> esme.receipts(phone()).size() == 1);
            var id = customer.<String>find("Grüße, 5 €", "id");
            var receipt = esme.receipts(phone()).getFirst();
            assertThat(Esme.text(receipt))
                    .matches("id:" + id + " sub:001 dlvrd:001 submit date:\\d{10} done date:\\d{10} stat:DELIVRD "
                            + "err:000 text:Gr\\.\\.e, 5 \\.");
            assertThat(receipt.getOptionalParameter(OptionalParameter.Receipted_message_id.class)
                            .getValueAsString())
                    .isEqualTo(id);
            assertThat(receipt.getOptionalParameter(OptionalParameter.Message_state.class)
                            .getValue())
                    .isEqualTo((byte) 2);
        }
    }

    @Test
    void shouldJoinSegmentsWhateverTheirOrderAndHeader() throws Exception {
        try (var esme = Esme.bound(centre.port())) {
            // when: with a header, short and long
            esme.submit(phone(), UDHI, 0, bytes("050003cc0202", "world"));
            esme.submit(phone(), UDHI, 0, bytes("050003cc0201", "Hello "));
            esme.submit(phone(), UDHI, 8, bytes("060804abcd0201", utf16("日本")));
            esme.submit(phone(), UDHI, 8, bytes("060804abcd0202", utf16("語")));
            // with parameters
            esme.submit(phone(), 0, 3, bytes("", "Gr\u00fc"), sar(2, 1));
            esme.submit(phone(), 0, 3, bytes("", "\u00dfe"), sar(2, 2));
            // in one request
            esme.submit(
                    phone(),
                    0,
                    1,
                    new byte[0],
                    new OptionalParameter.Message_payload("x".repeat(400).getBytes(StandardCharsets.US_ASCII)));
            // then
            customer.waitsUntil("Hello world", "DELIVERED");
            customer.waitsUntil("日本語", "DELIVERED");
            customer.waitsUntil("Grüße", "DELIVERED");
            customer.waitsUntil("x".repeat(400), "DELIVERED");
            await("one receipt a segment")
                    .atMost(PATIENCE)
                    .until(() -> esme.receipts(phone()).size() == 7);
        }
    }

    @Test
    void shouldBringWhatACustomerWritesUntilItIsTaken() throws Exception {
        // given
        customer.writes("Is anybody there? " + mark);
        await("nobody is")
                .atMost(PATIENCE)
                .until(() -> String.valueOf(customer.<String>find("Is anybody there? " + mark, "note"))
                        .contains("nobody is bound to receive"));
        try (var deaf = new Esme(centre.port(), BindType.BIND_TX, SMPP_SYSTEM, SMPP_PASSWORD);
                var esme = new Esme(centre.port(), BindType.BIND_RX, SMPP_SYSTEM, SMPP_PASSWORD)) {
            esme.reluctance.set(1);
            // then
            customer.waitsUntil("Is anybody there? " + mark, "SENT");
            assertThat(deaf.delivered).isEmpty();
            assertThat(esme.messages(phone())).singleElement().satisfies(it -> {
                assertThat(it.getDestAddress()).isEqualTo(SMPP_NUMBER.substring(1));
                assertThat(Esme.text(it)).isEqualTo("Is anybody there? " + mark);
            });
        }
    }

    @Test
    void shouldBringLongMessagesInSegments() throws Exception {
        try (var esme = Esme.bound(centre.port())) {
            // when
            customer.writes("ж".repeat(100));
            customer.waitsUntil("ж".repeat(100), "SENT");
            // then
            assertThat(esme.messages(phone())).hasSize(2).allMatch(it -> it.isUdhi() && it.getDataCoding() == 8);
            var first = esme.messages(phone()).getFirst().getShortMessage();
            var second = esme.messages(phone()).getLast().getShortMessage();
            assertThat(HexFormat.of().formatHex(first)).matches("050003..0201(0436){67}");
            assertThat(HexFormat.of().formatHex(second)).matches("050003..0202(0436){33}");
            assertThat(first[3]).isEqualTo(second[3]);
        }
    }

    @Test
    void shouldReportWhatDoesNotArrive() throws Exception {
        var una = people.with(People.UNREACHABLE).orElseThrow().phone();
        try (var esme = Esme.bound(centre.port())) {
            // when
            esme.submit(una, 0, 0, bytes("", "off"));
            esme.submit("+447700900997", 0, 0, bytes("", "nobody"));
            // then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(esme.receipts(una))
                            .anyMatch(it -> Esme.text(it).contains("stat:EXPIRED err:027 text:off")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(esme.receipts("+447700900997"))
                            .anyMatch(it -> Esme.text(it).contains("stat:UNDELIV err:001 text:nobody")));
        }
    }

    @Test
    void shouldRefuseAsACentreDoes() throws Exception {
        try (var esme = Esme.bound(centre.port())) {
            assertThat(esme.submit("+abc", 0, 0, bytes("", "x"))).isEqualTo(SMPPConstant.STAT_ESME_RINVDSTADR);
            assertThat(esme.submit("+442079460999", phone(), 0, 0, bytes("", "x")))
                    .isEqualTo(SMPPConstant.STAT_ESME_RINVSRCADR);
            assertThat(esme.submit(phone(), 0, 0, new byte[0])).isEqualTo(SMPPConstant.STAT_ESME_RINVMSGLEN);
            assertThat(esme.submit(phone(), UDHI, 0, bytes("ff00"))).isEqualTo(SMPPConstant.STAT_ESME_RINVMSGLEN);
            assertThat(esme.submit(phone(), 0, 0, bytes("", "x".repeat(161))))
                    .isEqualTo(SMPPConstant.STAT_ESME_RINVMSGLEN);
            assertThat(esme.submit(phone(), 0, 4, bytes("", "x"))).isEqualTo(SMPPConstant.STAT_ESME_RINVDCS);
            assertThat(esme.submit(BusyNumbers.ALWAYS, 0, 0, bytes("", "x")))
                    .isEqualTo(SMPPConstant.STAT_ESME_RTHROTTLED);
            assertThat(esme.submit(BusyNumbers.EVERY_OTHER_TIME, 0, 0, bytes("", "x")))
                    .isEqualTo(SMPPConstant.STAT_ESME_RTHROTTLED);
            assertThat(esme.submit(BusyNumbers.EVERY_OTHER_TIME, 0, 0, bytes("", "x")))
                    .isZero();
        }
    }

    private String phone() {
        return customer.person().phone();
    }

    private static OptionalParameter[] sar(int total, int number) {
        return new OptionalParameter[] {
            new OptionalParameter.Sar_msg_ref_num((short) 7),
            new OptionalParameter.Sar_total_segments((byte) total),
            new OptionalParameter.Sar_segment_seqnum((byte) number)
        };
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] bytes(String hex, String text) {
        return bytes(hex, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(String hex, byte[] text) {
        var header = bytes(hex);
        return ByteBuffer.allocate(header.length + text.length)
                .put(header)
                .put(text)
                .array();
    }
}
