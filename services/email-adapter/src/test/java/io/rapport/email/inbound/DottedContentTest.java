package io.rapport.email.inbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DottedContentTest {

    @ParameterizedTest
    @CsvSource({
        "one~two~, one~two~.~",
        "'', .~",
        "one~.two~..~, one~..two~...~.~",
        "one^.^two~, one^.^two~.~",
        "one%.%two~, one%.%two~.~",
        "%one~, .%one~.~",
        "%%~, .%%~.~",
        "one~%two~, one~.%two~.~",
        "^~, .^~.~",
    })
    void shouldFindTheEndHoweverTheContentIsCut(String expected, String sent) {
        var octets = (lines(sent) + "NOOP\r\n").getBytes(US_ASCII);
        for (int first = 0; first <= octets.length; first++) {
            for (int second = first; second <= octets.length; second++) {
                // given
                var content = new MailContent(1000);
                var dotted = new DottedContent(content);
                int at = 0;
                // when
                for (int end : new int[] {first, second, octets.length}) {
                    if (!dotted.isWhole() && at < end) {
                        at = dotted.take(octets, at, end);
                    }
                }
                // then
                assertThat(dotted.isWhole()).isTrue();
                assertThat(new String(content.octets(), US_ASCII)).isEqualTo(lines(expected));
                assertThat(new String(octets, at, octets.length - at, US_ASCII)).isEqualTo("NOOP\r\n");
            }
        }
    }

    private static String lines(String sketch) {
        return sketch.replace("~", "\r\n").replace('^', '\n').replace('%', '\r');
    }

    @Test
    void shouldLetGoWhatIsBeyondTheLimit() {
        var content = new MailContent(10);
        content.add(new byte[10], 0, 10);
        assertThat(content.isTooLarge()).isFalse();
        assertThat(content.octets()).hasSize(10);
        content.add(new byte[10], 3, 5);
        assertThat(content.isTooLarge()).isTrue();
        content.add(new byte[10], 0, 10);
        assertThat(content.excess()).isEqualTo(15);
    }
}
