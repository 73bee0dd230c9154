package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
    @Test
    void shouldKeepLinesAndParagraphs() {
        assertThat(HtmlText.of("<div>Hello<br>there</div><div>next</div><p>para</p><p>other</p>"))
                .isEqualTo("Hello\nthere\nnext\n\npara\n\nother");
    }

    @Test
    void shouldJoinWhatTheSourceBrokeApart() {
        assertThat(HtmlText.of("<p>one\n   two&nbsp;three\r\n four</p>")).isEqualTo("one two three four");
    }

    @Test
    void shouldShowListsQuotesAndTables() {
        assertThat(HtmlText.of("<ul><li>a</li><li>b</li></ul><blockquote>said</blockquote>"))
                .isEqualTo("- a\n- b\n\n> said");
        assertThat(HtmlText.of("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"))
                .isEqualTo("a b\nc");
    }

    @Test
    void shouldLeaveOutWhatNobodySees() {
        assertThat(HtmlText.of("<head><title>t</title><style>p{}</style></head><p>seen</p><script>alert(1)</script>"))
                .isEqualTo("seen");
    }

    @Test
    void shouldKeepPreformattedText() {
        assertThat(HtmlText.of("<pre>a\n b</pre>")).isEqualTo("a\nb");
    }

    @Test
    void shouldGiveNothingForNothing() {
        assertThat(HtmlText.of("")).isEmpty();
        assertThat(HtmlText.of("<img src=x>")).isEmpty();
    }
}
