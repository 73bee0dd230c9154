package io.rapport.load.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MailsTest {

    private final Mails mails = new Mails("abc123", "support@example.com");

    @Test
    void shouldFindTheNumberWhenAPayloadNamesSenderOrMessageId() {
        assertThat(mails.numberIn(bytes("{\"party\":\"" + mails.sender(42) + "\"}")))
                .isEqualTo(42);
        assertThat(mails.numberIn(bytes("{\"id\":\"" + mails.messageId(99_999_999) + "\"}")))
                .isEqualTo(99_999_999);
        assertThat(mails.numberIn(mails.content(7))).isEqualTo(7);
    }

    @Test
    void shouldFindNothingWhenThePayloadIsOfAnotherRunOrCutOff() {
        var other = new Mails("zzz999", "support@example.com");

        assertThat(mails.numberIn(other.content(7))).isEqualTo(-1);
        assertThat(mails.numberIn(bytes("load-abc123-000000"))).isEqualTo(-1);
        assertThat(mails.numberIn(bytes("load-abc123-0000000x"))).isEqualTo(-1);
        assertThat(mails.numberIn(new byte[0])).isEqualTo(-1);
    }

    @Test
    void shouldEndWithADotOnALineOfItsOwnAndHoldNoOther() {
        // given
        var content = new String(mails.content(1), StandardCharsets.US_ASCII);

        // when
        var lines = content.lines().toList();

        // then
        assertThat(content).endsWith("\r\n.\r\n").doesNotContainPattern("[^\r]\n");
        assertThat(lines.subList(0, lines.size() - 1)).noneMatch(line -> line.startsWith("."));
    }

    @Test
    void shouldTellRunsApart() {
        assertThat(Mails.newRun("a@example.com").run())
                .hasSize(6)
                .isNotEqualTo(Mails.newRun("a@example.com").run());
    }

    @Test
    void shouldKeepTheScheduleWhateverHappensWhenPaceIsGiven() {
        assertThat(new Pace(1_000, 200).due(3)).isEqualTo(1_000 + 15_000_000);
        assertThat(new Pace(1_000, Double.POSITIVE_INFINITY).due(3)).isEqualTo(1_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
