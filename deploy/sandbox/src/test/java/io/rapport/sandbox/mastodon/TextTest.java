package io.rapport.sandbox.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "Grüße, 5",
        "👩‍👩‍👧 hi, 4",
        "@kim@fedi.example.com hi, 7",
        "@kim.b@fedi.example.com. hi, 10",
        "a@example.com, 13",
        "see https://example.com/a-very-long-address/of-a-page/that-goes-on, 27"
    })
    void shouldCountAsMastodonDoes(String text, int length) {
        assertThat(Text.length(text)).isEqualTo(length);
    }

    @Test
    void shouldShowParagraphsMentionsAndPages() {
        assertThat(Text.html(
                        "@kim@fedi.example.com <b>\nlook:\n\n\nhttps://example.com/?a=1&b=2.",
                        mention -> "[" + mention.account() + "]"))
                .isEqualTo("<p>[kim@fedi.example.com] &lt;b&gt;<br />look:</p><p>"
                        + "<a href=\"https://example.com/?a=1&amp;b=2\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">"
                        + "<span class=\"invisible\">https://</span><span class=\"\">example.com/?a=1&amp;b=2</span>"
                        + "<span class=\"invisible\"></span></a>.</p>");
    }
}
