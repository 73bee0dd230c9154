package io.rapport.sandbox.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {
    @ParameterizedTest
    @CsvSource({
        "x, 160, 1",
        "x, 161, 2",
        "x, 306, 2",
        "x, 307, 3",
        "€, 80, 1",
        "€, 81, 2",
        "€, 152, 2",
        "€, 153, 3",
        "ж, 70, 1",
        "ж, 71, 2",
        "ж, 135, 3",
        "😀, 35, 1",
        "😀, 66, 2",
        "😀, 67, 3"
    })
    void shouldCutWhatDoesNotFitAndNeverInsideACharacter(String character, int times, int parts) {
        // given
        var text = character.repeat(times);
        // when
        var cut = SmsText.of(text);
        // then
        assertThat(cut.parts()).hasSize(parts);
        assertThat(String.join("", cut.parts())).isEqualTo(text);
        assertThat(cut.parts()).allMatch(part -> part.codePoints().allMatch(it -> it == character.codePointAt(0)));
    }

    @Test
    void shouldWriteAndReadTheAlphabetOfTextMessages() {
        assertThat(HexFormat.of().formatHex(Gsm7.write("@Grüße: [5 €]"))).isEqualTo("0047727e1e653a201b3c35201b651b3e");
        assertThat(Gsm7.read(Gsm7.write("@Grüße: [5 €]"))).isEqualTo("@Grüße: [5 €]");
        assertThat(Gsm7.write("ж")).isEqualTo(Gsm7.write("?"));
        // an extension that nobody knows, and one that is cut off
        assertThat(Gsm7.read(new byte[] {0x1b, 0x01, 'x', 0x1b})).isEqualTo(" x ");
    }
}
