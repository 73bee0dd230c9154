package io.rapport.email.inbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class SmtpServerSocketTest {

    @Test
    void shouldSendWhatIsWrittenTogetherWhenTheNextReadWouldWait() throws Exception {
        try (var server = listening();
                var client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                var accepted = server.accept()) {
            // given
            var output = accepted.getOutputStream();
            output.write("250 one\r\n".getBytes(US_ASCII));
            output.flush();
            assertThat(client.getInputStream().available()).isZero();
            output.write("250 two\r\n".getBytes(US_ASCII));
            output.flush();

            // when
            client.getOutputStream().write('x');
            int read = accepted.getInputStream().read();

            // then
            assertThat(read).isEqualTo('x');
            assertThat(client.getInputStream().readNBytes(18))
                    .asString(US_ASCII)
                    .isEqualTo("250 one\r\n250 two\r\n");
            assertThat(accepted.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void shouldSendTheLastReplyWhenTheSessionCloses() throws Exception {
        try (var server = listening();
                var client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            // given
            var accepted = server.accept();
            client.getOutputStream().write('q');
            accepted.getInputStream().read();

            // when
            accepted.getOutputStream().write("221 bye\r\n".getBytes(US_ASCII));
            accepted.close();

            // then
            assertThat(client.getInputStream().readAllBytes())
                    .asString(US_ASCII)
                    .isEqualTo("221 bye\r\n");
        }
    }

    @Test
    void shouldNotWaitForTheOtherSideWhenAnotherThreadCloses() throws Exception {
        try (var server = listening();
                var client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            // given a session that waits because nobody reads what it says
            var accepted = server.accept();
            var session = new FutureTask<>(() -> {
                var line = new byte[64 * 1024];
                while (true) {
                    accepted.getOutputStream().write(line);
                }
            });
            var thread = Thread.ofPlatform().start(session);
            while (client.getInputStream().available() == 0) {
                Thread.onSpinWait();
            }

            // when
            accepted.close();

            // then
            thread.join();
            assertThat(session.state()).isEqualTo(FutureTask.State.FAILED);
            assertThat(session.exceptionNow()).isInstanceOf(IOException.class);
        }
    }

    private static SmtpServerSocket listening() throws IOException {
        var server = new SmtpServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server;
    }
}
