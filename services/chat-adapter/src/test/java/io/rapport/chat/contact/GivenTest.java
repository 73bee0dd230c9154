package io.rapport.chat.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTest {
    @Test
    void shouldTakeWhatIsGivenAndNoMore() {
        assertThat(new Given(" Kim Example ", " Kim@Example.com "))
                .isEqualTo(new Given("Kim Example", "kim@example.com"));
        assertThat(new Given(" ", "")).isEqualTo(new Given(null, null));
        assertThat(new Given("Kim", "kim.o'example+shop@mail.example.com").objection())
                .isEmpty();
        assertThat(new Given(null, null).objection()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kim",
                "kim@",
                "@example.com",
                "kim@example",
                "kim@example.com, lee@example.com",
                "<kim@example.com>",
                "k im@example.com"
            })
    void shouldRefuseWhatIsNoMailAddress(String email) {
        assertThat(new Given(null, email).objection()).contains("This is no mail address.");
    }

    @Test
    void shouldRefuseWhatIsNoName() {
        assertThat(new Given("x".repeat(101), null).objection()).isPresent();
        assertThat(new Given("Kim\nBcc: lee@example.com", null).objection()).isPresent();
    }
}
