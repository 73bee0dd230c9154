package io.rapport.desk.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {
    private static final String PLACE = "/api/conversations/8f3b3a5e-0000-4000-8000-000000000001/entries/"
            + "8f3b3a5e-0000-4000-8000-000000000002/files/0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg onload=alert(1)><script>alert(1)</script></svg>",
                "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href=' java\nscript:alert(1)'>x</a>",
                "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
                "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
                "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
                "<form action='https://example.com'><input name=alert><button formaction='javascript:alert(1)'>x</button></form>",
                "<div style='background:url(https://example.com/alert.png)'>x</div>",
                "<div style='width:expression(alert(1))'>x</div>",
                "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
                "<base href='javascript:alert(1)//'>",
                "<link rel=stylesheet href='https://example.com/alert.css'>",
                "<img src='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'>",
                "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
                "<table background='https://example.com/alert.png'><tr><td>x</td></tr></table>",
                "<input autofocus onfocus=alert(1)>"
            })
    void shouldLetNothingThroughThatDoesSomething(String html) {
        var safe = SafeHtml.clean(html, cid -> Optional.empty(), true);
        assertThat(safe.toLowerCase(java.util.Locale.ROOT))
                .doesNotContain(
                        "alert(",
                        "<script",
                        "<svg",
                        "<iframe",
                        "<object",
                        "<embed",
                        "<form",
                        "<input",
                        "<meta",
                        "<base",
                        "<link",
                        "javascript:",
                        "onerror",
                        "url(",
                        "expression",
                        "svg+xml",
                        "alert.png");
    }

    @Test
    void shouldKeepWhatAMailLooksLike() {
        var html = "<center><table width=\"600\" bgcolor=\"#eeeeee\"><tr><td align=\"center\" style=\"color:red\">"
                + "<font color=\"#333333\">Hello</font> <b>Carla</b></td></tr></table></center>";
        assertThat(clean(html, false))
                .contains("width=\"600\"", "bgcolor=\"#eeeeee\"", "color:red", "<font", "<b>Carla</b>");
    }

    @Test
    void shouldOpenLinksInAPageOfTheirOwn() {
        assertThat(clean("<a href=\"https://example.com/?a=1&amp;b=2\">go</a>", false))
                .contains("target=\"_blank\"", "noopener", "noreferrer", "https://example.com/?a&#61;1&amp;b&#61;2");
        assertThat(clean("<a href=\"/relative\">go</a>", false)).doesNotContain("href");
    }

    @Test
    void shouldShowThePicturesThatTheMailBrings() {
        assertThat(clean("<img src=\"cid:lamp%40example.com\" alt=\"Lamp\">", false))
                .contains("src=\"" + PLACE + "\"");
        assertThat(clean("<img src=\"cid:other\" alt=\"Lamp\">", false)).isEqualTo("<span>Lamp</span>");
        assertThat(clean("<img src=\"data:image/png;base64,AQID\">", false)).contains("data:image/png;base64,AQID");
    }

    @Test
    void shouldAskBeforeFetchingPicturesFromElsewhere() {
        var html = "<img src=\"https://example.com/a.png\" alt=\"Logo\"><img src=\"//example.com/b.png\">";
        assertThat(clean(html, false))
                .isEqualTo("<span class=\"blocked-image\">Logo</span><span class=\"blocked-image\">Picture</span>");
        assertThat(clean(html, true)).contains("https://example.com/a.png", "https://example.com/b.png");
    }

    @Test
    void shouldNeverFetchWhatIsThereToTellWhoReads() {
        var beacon = "<img src=\"https://example.com/open.gif\" width=\"1\" height=\"1\">";
        assertThat(clean(beacon, false)).isEmpty();
        assertThat(clean(beacon, true)).isEmpty();
    }

    private static String clean(String html, boolean remote) {
        return SafeHtml.clean(
                html, cid -> cid.equals("lamp@example.com") ? Optional.of(PLACE) : Optional.empty(), remote);
    }
}
