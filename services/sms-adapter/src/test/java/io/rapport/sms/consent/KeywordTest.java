package io.rapport.sms.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordTest {
    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "stop, STOP",
        "' Stop! ', STOP",
        "\"\"\"stop.\"\"\", STOP",
        "StopAll, STOP",
        "UNSUBSCRIBE, STOP",
        "cancel, STOP",
        "End, STOP",
        "QUIT, STOP",
        "Arrêt, STOP",
        "ARRET, STOP",
        "abmelden, STOP",
        "Parar, STOP",
        "стоп, STOP",
        "停止, STOP",
        "start, START",
        "Yes, START",
        "unstop, START",
        "HELP?, HELP",
        "info, HELP",
        "Hilfe, HELP"
    })
    void shouldKnowTheWord(String text, Keyword word) {
        assertThat(Keyword.of(text)).contains(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "...",
                "please stop",
                "stop it",
                "STOP ALL",
                "stopped",
                "Can you help",
                "don't stop",
                "yes please",
                "S T O P"
            })
    void shouldObeyNothingThatSaysMore(String text) {
        assertThat(Keyword.of(text)).isEmpty();
    }
}
