package io.rapport.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.sms.provider.smpp.SmppText.DefaultAlphabet;
import io.rapport.sms.provider.smpp.SmppText.LongMessages;
import io.rapport.sms.provider.smpp.SmppText.Place;
import io.rapport.sms.provider.smpp.SmppText.Said;
import io.rapport.sms.provider.smpp.SmppText.Written;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmppTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 48656c6c6f1b65, Hello€",
        "240, 48656c6c6f, Hello",
        "1, 48656c6c6f7e, Hello~",
        "1, 47727e1e65, Grüße",
        "3, 4772fcdf65, Grüße",
        "6, bfe0d8d2d5e2, Привет",
        "7, f9ece5ed, שלום",
        "8, 65e5672c, 日本",
        "24, 65e5672c, 日本"
    })
    void shouldReadEveryAlphabet(int dataCoding, String hex, String text) {
        assertThat(SmppText.read(0, dataCoding, bytes(hex), Map.of(), DefaultAlphabet.GSM_7))
                .contains(new Said(text, null));
    }

    @ParameterizedTest
    @CsvSource({"2", "4", "245"})
    void shouldNotReadBytesAsText(int dataCoding) {
        assertThat(SmppText.read(0, dataCoding, bytes("0102"), Map.of(), DefaultAlphabet.GSM_7))
                .isEmpty();
    }

    @Test
    void shouldReadTheDefaultAlphabetThatIsConfigured() {
        assertThat(SmppText.read(0, 0, bytes("4772fcdf65"), Map.of(), DefaultAlphabet.LATIN_1))
                .contains(new Said("Grüße", null));
    }

    @ParameterizedTest
    @CsvSource({"050003cc0201 4869, 204, 2, 1", "060804abcd0302 4869, 43981, 3, 2", "082401010003cc0201 4869, 204, 2, 1"
    })
    void shouldReadTheHeaderOfASegment(String hex, int reference, int total, int number) {
        assertThat(SmppText.read(0x40, 0, bytes(hex.replace(" ", "")), Map.of(), DefaultAlphabet.GSM_7))
                .contains(new Said("Hi", new Place(reference, total, number)));
    }

    @Test
    void shouldSayWhatIsWrongWhenAHeaderIsTooLong() {
        assertThatThrownBy(() -> SmppText.read(0x40, 0, bytes("ff00"), Map.of(), DefaultAlphabet.GSM_7))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @EnumSource(LongMessages.class)
    void shouldReadWhatItWrites(LongMessages way) {
        for (var text : new String[] {"Short", "x".repeat(161), "€".repeat(200), "Grüße ж 😀".repeat(30)}) {
            var written = SmppText.write(text, DefaultAlphabet.GSM_7, way, 0x1c3);
            assertThat(written).allSatisfy(it -> assertThat(it.shortMessage()).hasSizeLessThanOrEqualTo(160));
            var read = written.stream().map(SmppTextTest::read).toList();
            assertThat(read.stream().map(Said::text).collect(Collectors.joining()))
                    .isEqualTo(text);
            if (written.size() > 1) {
                assertThat(read).extracting(it -> it.place().total()).containsOnly(written.size());
                assertThat(read).extracting(it -> it.place().number()).startsWith(1, 2);
            }
        }
    }

    @Test
    void shouldWriteUnicodeWhenTheCentreTakesLatin() {
        assertThat(SmppText.write("Preis: 5 €", DefaultAlphabet.LATIN_1, LongMessages.UDH, 1))
                .singleElement()
                .satisfies(it -> assertThat(it.dataCoding()).isEqualTo(8));
        assertThat(SmppText.write("Grüße", DefaultAlphabet.LATIN_1, LongMessages.UDH, 1))
                .singleElement()
                .satisfies(it -> assertThat(it.shortMessage()).isEqualTo(bytes("4772fcdf65")));
    }

    @Test
    void shouldNeverFailOtherwiseThanByItsRefusalWhateverComes() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var body = new byte[random.nextInt(161)];
            random.nextBytes(body);
            var parameters = new HashMap<Short, byte[]>();
            for (short tag : new short[] {0x001e, 0x020c, 0x020e, 0x020f, 0x0423, 0x0424, 0x0427}) {
                if (random.nextInt(3) == 0) {
                    var value = new byte[random.nextInt(6)];
                    random.nextBytes(value);
                    parameters.put(tag, value);
                }
            }
            assertThat(SmppReceipt.read(body, parameters)).isNotNull();
            try {
                assertThat(SmppText.read(
                                random.nextInt(256), random.nextInt(256), body, parameters, DefaultAlphabet.GSM_7))
                        .isNotNull();
            } catch (Malformed refused) {
                assertThat(refused).hasMessage("The user data header is longer than the message.");
            }
        }
    }

    private static Said read(Written written) {
        return SmppText.read(
                        written.esmClass(),
                        written.dataCoding(),
                        written.shortMessage(),
                        written.parameters(),
                        DefaultAlphabet.GSM_7)
                .orElseThrow();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
