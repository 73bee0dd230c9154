package io.rapport.email.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class HtmlBodyTest {
    @Test
    void shouldKeepParagraphsAndLines() {
        assertThat(body("Hello Carla,\n\n\nit is on its way.\nSoon.\n"))
                .isEqualTo("<p dir=\"auto\">Hello Carla,</p><p dir=\"auto\">it is on its way.<br>Soon.</p>");
    }

    @Test
    void shouldSayWhatIsWrittenAndNothingElse() {
        assertThat(body("<script>alert(1)</script> & \"x\" <img src=x onerror=y>"))
                .isEqualTo(
                        "<p dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"x\" &lt;img src=x onerror=y&gt;</p>");
    }

    @Test
    void shouldMakeLinksOfWebAddresses() {
        var links = Jsoup.parse(HtmlBody.of("""
                        See https://example.com/a?b=1&c=2, (http://example.com/x), and
                        https://example.com/wiki/Lamp_(blue). Not javascript:alert(1) nor "https://example.com/" onclick=x""")).select("a");
        assertThat(links.eachAttr("href"))
                .containsExactly(
                        "https://example.com/a?b=1&c=2",
                        "http://example.com/x",
                        "https://example.com/wiki/Lamp_(blue)",
                        "https://example.com/")
                .isEqualTo(links.eachText());
    }

    @Test
    void shouldKeepIndentation() {
        assertThat(body("- one\n  - two  three\n\tfour"))
                .isEqualTo("<p dir=\"auto\">- one<br>&nbsp; - two&nbsp; three<br>&nbsp;&nbsp;&nbsp; four</p>");
    }

    private static String body(String text) {
        var html = HtmlBody.of(text);
        assertThat(html).startsWith("<!DOCTYPE html><html><head>").contains("<meta charset=\"utf-8\">");
        return html.substring(html.indexOf("<body>") + 6, html.indexOf("</body>"));
    }
}
