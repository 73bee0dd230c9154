package io.rapport.platform.channel.capability;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.ChannelCapabilities.Measure;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextSplitterTest {
    @Test
    void shouldLeaveATextAsItIsWhenItFits() {
        assertThat(TextSplitter.split("Dear Kim, \n", 20, Measure.CHARACTERS)).containsExactly("Dear Kim, \n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "One two three.~~Four five. Six. | One two three. | Four five. Six.",
                "One two three.~Four five. Six. | One two three. | Four five. Six.",
                "One two three. Four five six. | One two three. | Four five six.",
                "One two three four five six | One two three four | five six",
                "abcdefghijklmnopqrstuvwxyz | abcdefghijklmnopqrst | uvwxyz"
            })
    void shouldCutWhereAReaderPauses(String text, String first, String second) {
        assertThat(TextSplitter.split(text.replace('~', '\n'), 20, Measure.CHARACTERS))
                .containsExactly(first, second);
    }

    @ParameterizedTest
    @EnumSource
    void shouldLoseNothingAndNeverBeTooLong(Measure measure) {
        // given
        var random = new Random(20300102);
        var pieces = new String[] {"a", "ü", "€", "😀", " ", "\n", ". ", "word", "\n\n"};
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder("x");
            for (int n = random.nextInt(300); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            // when
            var parts = TextSplitter.split(text.toString(), 40, measure);
            // then
            assertThat(parts).allSatisfy(it -> assertThat(measure.of(it)).isBetween(1, 40));
            assertThat(String.join("", parts).replaceAll("\\s", ""))
                    .isEqualTo(text.toString().replaceAll("\\s", ""));
        }
    }
}
