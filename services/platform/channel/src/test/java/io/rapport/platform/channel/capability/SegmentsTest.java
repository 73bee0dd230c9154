package io.rapport.platform.channel.capability;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.platform.channel.capability.Segments.Alphabet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {
    @ParameterizedTest
    @CsvSource({
        "a, 0, GSM_7, 1, 160",
        "a, 1, GSM_7, 1, 159",
        "a, 160, GSM_7, 1, 0",
        "a, 161, GSM_7, 2, 145",
        "a, 306, GSM_7, 2, 0",
        "a, 307, GSM_7, 3, 152",
        "€, 80, GSM_7, 1, 0",
        "€, 81, GSM_7, 2, 143",
        "ж, 70, UCS_2, 1, 0",
        "ж, 71, UCS_2, 2, 63",
        "ж, 134, UCS_2, 2, 0",
        "😀, 35, UCS_2, 1, 0",
        "😀, 36, UCS_2, 2, 61"
    })
    void shouldCountSegmentsAndWhatIsLeft(String character, int times, Alphabet alphabet, int count, int left) {
        var segments = Segments.of(character.repeat(times));
        assertThat(segments.alphabet()).isEqualTo(alphabet);
        assertThat(segments.count()).isEqualTo(count);
        assertThat(segments.left()).isEqualTo(left);
    }

    @Test
    void shouldNotTearApartWhatTakesTwoPlaces() {
        // given
        var euroAtTheEdge = "a".repeat(152) + "€" + "b".repeat(20);
        var smileyAtTheEdge = "ж".repeat(66) + "😀" + "ж".repeat(20);
        // then
        assertThat(Segments.of(euroAtTheEdge).parts()).isEqualTo(List.of("a".repeat(152), "€" + "b".repeat(20)));
        assertThat(Segments.of(smileyAtTheEdge).parts()).isEqualTo(List.of("ж".repeat(66), "😀" + "ж".repeat(20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße & more: äöüÄÖÜß", "¿Qué ñandù?", "{[~]}|\\^€", "Δ_ΦΓΛΩΠΨΣΘΞ", "a\nb\rc", ""})
    void shouldWriteAndReadTheGsmAlphabet(String text) {
        assertThat(Gsm7.canWrite(text)).isTrue();
        assertThat(Gsm7.read(Gsm7.write(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ç", "`", "ê", "“quoted”", "\t", "\u001b", "日本"})
    void shouldKnowWhatTheGsmAlphabetCannotWrite(String text) {
        assertThat(Gsm7.canWrite(text)).isFalse();
        assertThat(Segments.of(text).alphabet()).isEqualTo(Alphabet.UCS_2);
    }

    @Test
    void shouldWriteTheSeptetsOfTheStandard() {
        assertThat(Gsm7.write("@Aa€")).containsExactly(0x00, 0x41, 0x61, 0x1b, 0x65);
        assertThat(Gsm7.read(new byte[] {0x1b, 0x41})).isEqualTo("A");
    }
}
