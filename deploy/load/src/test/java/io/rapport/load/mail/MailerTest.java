package io.rapport.load.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MailerTest {

    private final Mails mails = new Mails("abc123", "support@example.com");

    @Test
    void shouldSendEveryMailOnceWhenTheServerTakesThem() throws Exception {
        try (var server = new Server(Set.of(), List.of())) {
            // given
            var accepted = new ConcurrentLinkedQueue<Integer>();
            var mailer = mailer(server, accepted);

            // when
            int begun = mailer.send(10, 25, atOnce(), inAMinute(), place -> {});

            // then
            assertThat(begun).isEqualTo(25);
            assertThat(accepted).hasSize(25).doesNotHaveDuplicates().contains(10, 34);
            assertThat(server.messageIds)
                    .containsExactlyInAnyOrderElementsOf(
                            accepted.stream().map(mails::messageId).toList());
            assertThat(mailer.repeats()).isZero();
        }
    }

    @Test
    void shouldSendTheCommandsTogetherWhenTheServerOffersPipelining() throws Exception {
        try (var server = new Server(Set.of("PIPELINING"), List.of())) {
            // given
            var accepted = new ConcurrentLinkedQueue<Integer>();

            // when
            mailer(server, accepted).send(0, 5, atOnce(), inAMinute(), place -> {});

            // then
            assertThat(accepted).hasSize(5);
            assertThat(server.messageIds).hasSize(5);
        }
    }

    @Test
    void shouldSendTheMailTogetherWithTheCommandsWhenTheServerTakesChunks() throws Exception {
        try (var server = new Server(Set.of("PIPELINING", "CHUNKING"), List.of())) {
            // given
            var accepted = new ConcurrentLinkedQueue<Integer>();

            // when
            mailer(server, accepted).send(0, 5, atOnce(), inAMinute(), place -> {});

            // then
            assertThat(accepted).hasSize(5);
            assertThat(server.messageIds).hasSize(5);
        }
    }

    @Test
    void shouldSendTheSameMailAgainWhenItIsDeferredOrTheConnectionBreaks() throws Exception {
        try (var server = new Server(Set.of(), List.of("451 4.3.0 later", "HANG UP"))) {
            // given
            var accepted = new ConcurrentLinkedQueue<Integer>();
            var mailer = mailer(server, accepted);

            // when
            mailer.send(0, 4, atOnce(), inAMinute(), place -> {});

            // then
            assertThat(accepted).containsExactlyInAnyOrder(0, 1, 2, 3);
            assertThat(mailer.repeats()).isEqualTo(2);
            assertThat(mailer.lost()).isZero();
            assertThat(server.messageIds).hasSize(6);
            assertThat(server.messageIds.stream().distinct()).hasSize(4);
        }
    }

    @Test
    void shouldGiveAMailUpWhenItIsRefusedForGood() throws Exception {
        try (var server = new Server(Set.of(), List.of("554 no"))) {
            // given
            var accepted = new ConcurrentLinkedQueue<Integer>();
            var mailer = mailer(server, accepted);

            // when
            mailer.send(0, 3, atOnce(), inAMinute(), place -> {});

            // then
            assertThat(accepted).hasSize(2);
            assertThat(mailer.lost()).isEqualTo(1);
        }
    }

    private Mailer mailer(Server server, Queue<Integer> accepted) {
        return new Mailer(mails, server.port(), 2, Duration.ofMinutes(1), (number, due, at) -> accepted.add(number));
    }

    private static Pace atOnce() {
        return new Pace(System.nanoTime(), Double.POSITIVE_INFINITY);
    }

    private static long inAMinute() {
        return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    }

    /** An SMTP server that takes mails after it has given these answers to the first ones. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final Set<String> extensions;
        private final List<String> answers;
        private final AtomicInteger answered = new AtomicInteger();
        final Queue<String> messageIds = new ConcurrentLinkedQueue<>();

        Server(Set<String> extensions, List<String> answers) throws IOException {
            this.extensions = extensions;
            this.answers = answers;
            Thread.ofVirtual().start(() -> {
                while (true) {
                    try {
                        var connection = socket.accept();
                        Thread.ofVirtual().start(() -> talk(connection));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        int port() {
            return socket.getLocalPort();
        }

        private void talk(Socket connection) {
            try (connection;
                    var in = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
                say(connection, "220 ready");
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("EHLO")) {
                        var offers = extensions.stream()
                                .map(extension -> "250-" + extension + "\r\n")
                                .collect(Collectors.joining());
                        say(connection, "250-here\r\n" + offers + "250 ok");
                    } else if (line.startsWith("BDAT")) {
                        var chunk = new char[Integer.parseInt(line.split(" ")[1])];
                        for (int at = 0; at < chunk.length; ) {
                            at += in.read(chunk, at, chunk.length - at);
                        }
                        say(connection, take(new BufferedReader(new CharArrayReader(chunk))));
                    } else if (!line.equals("DATA")) {
                        say(connection, "250 ok");
                    } else {
                        if (extensions.contains("PIPELINING") && in.ready()) {
                            say(connection, "503 DATA must be the last of its group");
                            return;
                        }
                        say(connection, "354 go on");
                        var answer = take(in);
                        if (answer.equals("HANG UP")) {
                            return;
                        }
                        say(connection, answer);
                    }
                }
            } catch (IOException gone) {
                // The mailer has hung up.
            }
        }

        private String take(BufferedReader in) throws IOException {
            for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                if (line.startsWith("Message-ID: ")) {
                    messageIds.add(line.substring("Message-ID: ".length()));
                }
            }
            int turn = answered.getAndIncrement();
            return turn < answers.size() ? answers.get(turn) : "250 taken";
        }

        private static void say(Socket connection, String text) throws IOException {
            connection.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
