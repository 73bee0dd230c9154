package io.rapport.sandbox;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** Stands for the email adapter and for the survey page. */
public final class FakePlatform implements QuarkusTestResourceLifecycleManager {
    /** The mails customers sent, as they came. */
    public final List<String> mails = new CopyOnWriteArrayList<>();

    /** The forms that were sent. */
    public final List<String> surveys = new CopyOnWriteArrayList<>();

    private final SMTPServer smtp = SMTPServer.port(0)
            .insertReceivedHeaders(false)
            .messageHandlerFactory(context -> new Transaction())
            .build();
    private HttpServer survey;

    @Override
    public Map<String, String> start() {
        try {
            smtp.start();
            survey = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            survey.createContext("/survey/", call -> {
                try (call) {
                    var form = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    if ("POST".equals(call.getRequestMethod())) {
                        surveys.add(form);
                    }
                    call.sendResponseHeaders(200, -1);
                }
            });
            survey.start();
            return Map.of(
                    "rapport.sandbox.smtp.port", "0",
                    "rapport.sandbox.email.port", Integer.toString(smtp.getPortAllocated()),
                    "rapport.sandbox.folder",
                            Files.createTempDirectory(Path.of("target"), "sandbox")
                                    .toString(),
                    "rapport.sandbox.demo.reading-time", "100ms",
                    "quarkus.http.test-port", "0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String surveyLink() {
        return "http://localhost:" + survey.getAddress().getPort() + "/survey/a-token";
    }

    /** Sends a mail to the sandbox as the platform does and gives the last reply. */
    public static String send(int port, String recipient, String mail) {
        try (var socket = new Socket("localhost", port)) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var out = socket.getOutputStream();
            in.readLine();
            var reply = "";
            for (var line : List.of(
                    "HELO platform.example",
                    "MAIL FROM:<support@example.com>",
                    "RCPT TO:<" + recipient + ">",
                    "DATA",
                    mail.replace("\n", "\r\n") + "\r\n.")) {
                out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                reply = in.readLine();
                if (reply.charAt(0) > '3') {
                    return reply;
                }
            }
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(FakePlatform.class));
    }

    @Override
    public void stop() {
        smtp.stop();
        survey.stop(0);
    }

    private final class Transaction implements MessageHandler {
        @Override
        public void from(String from) {
            // anybody
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (recipient.startsWith("later")) {
                throw new RejectException(451, "4.3.0 Please try again later");
            }
            if (!recipient.equals("support@example.com")) {
                throw new RejectException(550, "5.1.1 No such mailbox here");
            }
        }

        @Override
        public String data(InputStream data) throws IOException {
            mails.add(new String(data.readAllBytes(), StandardCharsets.UTF_8));
            return null;
        }

        @Override
        public void done() {
            // nothing is held
        }
    }
}
