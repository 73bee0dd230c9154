package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasesTest {
    private static final String LETTERS = "abcx .";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab|bc",
                "a(b|c)x|cc{2}",
                "(a|b)c|(ab|c)?x ?b",
                "(a|)bc|x\\.|a.{0,3}c",
                "((a|b)x|c)b",
                "\\bab|a[|)(]?bx\\b",
                "abx?|ca*b|c+x",
                "\\.a|x(\\. |b\\.?)c"
            })
    void shouldFindWhatTheExpressionFinds(String alternatives) {
        // given
        var phrases = Phrases.of(alternatives);
        var expression = Pattern.compile(alternatives);
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            var text = random.ints(random.nextInt(9), 0, LETTERS.length())
                    .mapToObj(at -> LETTERS.substring(at, at + 1))
                    .collect(Collectors.joining());
            // then
            assertThat(phrases.areIn(text))
                    .as(text)
                    .isEqualTo(expression.matcher(text).find());
            assertThat(phrases.areAt(text, 0))
                    .as(text)
                    .isEqualTo(expression.matcher(text).lookingAt());
        }
    }

    @Test
    void shouldTellWhereOneBegins() {
        var phrases = Phrases.of("sent (from|via) .*|von .* gesendet");
        assertThat(phrases.areAt("* von mir gesendet", 2)).isTrue();
        assertThat(phrases.areAt("* von mir gesendet", 0)).isFalse();
        assertThat(phrases.areAt("* von mir gesendet", 18)).isFalse();
    }

    @Test
    void shouldLookPastTheEndOfALineOnlyWhenAsked() {
        assertThat(Phrases.of("a.b").areIn("a\nb")).isFalse();
        assertThat(Phrases.ofLines("a.b").areIn("a\nb")).isTrue();
    }

    @Test
    void shouldRefuseAPhraseWithoutFirstLetters() {
        assertThatThrownBy(() -> Phrases.of("ab|[ab]c")).hasMessageContaining("\"[ab]c\"");
        assertThatThrownBy(() -> Phrases.of("a?c")).hasMessageContaining("\"a?c\"");
    }
}
