package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.email.inbound.SmtpCommand.Chunk;
import io.rapport.email.inbound.SmtpCommand.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MAIL FROM:<carla@example.com> | carla@example.com | 0",
                "mail from: <carla@example.com> | carla@example.com | 0",
                "MAIL FROM:<> | `` | 0",
                "MAIL FROM:carla@example.com | carla@example.com | 0",
                "MAIL FROM:<carla@example.com> SIZE=1200 BODY=8BITMIME | carla@example.com | 1200",
                "MAIL FROM:<carla@example.com> BODY=8BITMIME size=7 | carla@example.com | 7",
                "MAIL FROM:<carla@example.com> XSIZE=5 | carla@example.com | 0",
                "MAIL FROM:<@mx.example.org,@b.example.org:carla@example.com> | carla@example.com | 0",
                "MAIL FROM:<\"carla > example\"@example.com> | \"carla > example\"@example.com | 0",
                "MAIL FROM:<\"a \\\"quoted\\\" one\"@example.com> | \"a \\\"quoted\\\" one\"@example.com | 0",
                "MAIL FROM:<jörg@bücher.example> SMTPUTF8 | jörg@bücher.example | 0",
            })
    void shouldReadWhomAMailIsFrom(String line, String address, long size) {
        assertThat(SmtpCommand.parse(line).path("FROM")).isEqualTo(new Path(address, size));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL",
                "MAIL FROM",
                "MAIL FROM:",
                "MAIL FROM:<carla@example.com",
                "MAIL TO:<carla@example.com>",
                "MAIL FROM:<carla@example.com>x",
                "MAIL <carla@example.com>"
            })
    void shouldSeeThatItIsNotSaid(String line) {
        assertThat(SmtpCommand.parse(line).path("FROM")).isNull();
    }

    @Test
    void shouldReadWhatAChunkHas() {
        assertThat(SmtpCommand.parse("BDAT 100\r").chunk()).isEqualTo(new Chunk(100, false));
        assertThat(SmtpCommand.parse("bdat 0 last").chunk()).isEqualTo(new Chunk(0, true));
        assertThat(SmtpCommand.parse("BDAT").chunk()).isNull();
        assertThat(SmtpCommand.parse("BDAT -1").chunk()).isNull();
        assertThat(SmtpCommand.parse("BDAT 1 LATER").chunk()).isNull();
        assertThat(SmtpCommand.parse("BDAT 9999999999999999999").chunk()).isNull();
    }
}
