package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowedTextTest {
    private static final String FLOWED = "text/plain; charset=utf-8; format=flowed";

    @Test
    void shouldMakeAParagraphALineAgain() {
        assertThat(FlowedText.unwrapped(
                        "The lamp that I \r\nordered is \r\ngreen.\r\n\r\nIt should be\r\nblue.", FLOWED))
                .isEqualTo("The lamp that I ordered is green.\n\nIt should be\nblue.");
    }

    @Test
    void shouldEndAParagraphAtAnEmptyLine() {
        assertThat(FlowedText.unwrapped("Hello, \n\nit is \ngreen. \n>  \n> ", FLOWED))
                .isEqualTo("Hello, \n\nit is green. \n>  \n> ");
    }

    @Test
    void shouldDeleteTheSpacesThatWereOnlyPutThereToWrap() {
        assertThat(FlowedText.unwrapped("注文した \nランプ", FLOWED + "; DelSp=\"yes\""))
                .isEqualTo("注文したランプ");
    }

    @Test
    void shouldJoinQuotedLinesOfOneDepthAlone() {
        assertThat(FlowedText.unwrapped("> Which lamp \n> is it?\n>> The blue \n> one \nThe green \none.", FLOWED))
                .isEqualTo("> Which lamp is it?\n>> The blue \n> one \nThe green one.");
    }

    @Test
    void shouldLeaveTheLineAboveASignatureAlone() {
        assertThat(FlowedText.unwrapped("Thanks \n-- \nKim \nExample", FLOWED)).isEqualTo("Thanks \n-- \nKim Example");
    }

    @Test
    void shouldTakeAwayTheSpaceThatKeepsALineFromBeingAQuote() {
        assertThat(FlowedText.unwrapped(" From here on\n >5 are missing", FLOWED))
                .isEqualTo("From here on\n>5 are missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain; format=fixed", "text/plain; name=\"format=flowed\""})
    void shouldLeaveOtherTextAsItIs(String type) {
        var text = "It is \r\nmine.";
        assertThat(FlowedText.unwrapped(text, type)).isEqualTo(text);
        assertThat(FlowedText.unwrapped(text, null)).isEqualTo(text);
    }

    @Test
    void shouldUnwrapAMailSoThatWhatIsNewIsTold() {
        // given
        var raw = """
                From: a@example.com
                Content-Type: text/plain; charset=utf-8;
                \tformat=flowed; delsp=yes
                Content-Transfer-Encoding: quoted-printable

                The lamp that I =20
                ordered is green. =20
                It should be blue.

                On 3 Mar 2030, at 10:11, Support <support@example.com> =
                wrote:

                > What is wrong with =20
                > the lamp?
                """.getBytes(StandardCharsets.UTF_8);
        // when
        var mail = EmailParser.parse(raw, "a@example.com").orElseThrow();
        // then
        assertThat(mail.newestText()).isEqualTo("The lamp that I ordered is green. It should be blue.");
        assertThat(mail.text()).endsWith("> What is wrong with the lamp?");
    }
}
