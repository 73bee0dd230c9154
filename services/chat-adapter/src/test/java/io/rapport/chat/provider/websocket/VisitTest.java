package io.rapport.chat.provider.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitTest {
    private static final String VISITOR = "0d5e0c8a-6a0e-4c5e-9a53-1f6f2c7b9d10";

    @Test
    void shouldReadWhoComesAndWhatIsMissing() {
        var visitor = UUID.fromString(VISITOR);
        assertThat(Visit.parse("visitor=" + VISITOR + "&after=12")).contains(new Visit(visitor, null, 12));
        assertThat(Visit.parse("visitor=" + VISITOR.toUpperCase(Locale.ROOT))).contains(new Visit(visitor, null, 0));
        assertThat(Visit.parse("visitor=" + VISITOR + "&pass=abc")).contains(new Visit(visitor, "abc", 0));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "visitor=",
                "visitor=kim",
                "visitor=1-2-3-4-5",
                "visitor=00000000-0000-1000-8000-000000000000",
                "visitor=" + VISITOR + "&after=-1",
                "visitor=" + VISITOR + "&after=x"
            })
    void shouldNotLetInWhoDoesNotSay(String query) {
        assertThat(Visit.parse(query)).isEmpty();
    }
}
