package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div class=gmail_quote><div class=gmail_attr>Ada skrifaði svo:</div><blockquote class=gmail_quote>Hi</blockquote></div>",
                "<div class=gmail_quote>Ada skrifaði svo:<br><blockquote class=gmail_quote>Hi</blockquote></div>",
                "<div class=gmail_quote>---------- Forwarded message ---------<br>From: Ada<br><br>Hi</div>",
                "<div class=moz-cite-prefix>Ada skrifaði svo:</div><blockquote type=cite>Hi</blockquote>",
                "<div id=appendonsend></div><hr><div id=divRplyFwdMsg>Sendandi: Ada</div><div>Hi</div>",
                "<div id=x_divRplyFwdMsg>Sendandi: Ada</div><div>Hi</div>",
                "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Ada</p></div><p>Hi</p>",
                "<div style='border-top-color: rgb(229, 229, 229); border-top-style: solid;'><b>Sendandi:</b> A<br><b>Efni:</b> B</div>Hi",
                "<div id=yahoo_quoted_123 class=yahoo_quoted><div>Ada:</div><div>Hi</div></div>",
                "<div class=protonmail_quote>Ada<blockquote>Hi</blockquote></div>",
                "<hr id=zwchr><b>From: </b>Ada<br>Hi",
                "<span id=OLK_SRC_BODY_SECTION><div>From: Ada</div>Hi</span>",
                "<div name=quote style='margin:10px'>Ada<br>Hi</div>",
                "<blockquote style='border-left:1px solid #ccc'>Hi</blockquote>",
                "<div class=gmail_signature>Carla</div>",
                "<div id=Signature>Carla</div>"
            })
    void shouldLeaveOutWhatMailProgramsMark(String marked) {
        assertThat(HtmlText.parse("<div>Thanks.</div>" + marked).unquotedText()).hasValue("Thanks.");
    }

    @Test
    void shouldKeepAnswersBetweenMarkedQuotes() {
        assertThat(HtmlText.parse(
                                "<div class=gmail_quote>Ada:<blockquote class=gmail_quote>Which?</blockquote>"
                                        + "<div>Blue.</div><blockquote class=gmail_quote>Size?</blockquote><div>Large.</div></div>")
                        .unquotedText())
                .hasValue("Blue.\nLarge.");
    }

    @Test
    void shouldKeepWhatIsOnlyIndented() {
        var html = "<blockquote style='margin:0 0 0 40px;border:none;padding:0px'><div>mine</div></blockquote>";
        assertThat(HtmlText.parse(html).unquotedText()).isEmpty();
        assertThat(HtmlText.of(html)).isEqualTo("mine");
    }

    @Test
    void shouldTakeOutlooksParagraphsForLines() {
        assertThat(HtmlText.of("<p class=MsoNormal>Hi.</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Thanks,</p>"
                        + "<p class=MsoNormal>Kim</p>"))
                .isEqualTo("Hi.\n\nThanks,\nKim");
    }

    @Test
    void shouldKnowYahoosQuotesByWhateverWordStandsBefore() {
        var quote = "<p>Yes.</p><div class=\"ydp0a1byahoo_quoted\" id=\"ydp0a1byahoo_quoted_1\">Kim said hello</div>";
        assertThat(HtmlText.parse(quote).unquotedText()).contains("Yes.");
    }
}
