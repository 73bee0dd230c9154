package io.rapport.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** Stands for the adapters and for the survey page. */
public final class FakePlatform implements QuarkusTestResourceLifecycleManager {
    public static final String IMAP_ADDRESS = "help@example.com";
    public static final String IMAP_PASSWORD = "a-password-for-tests";

    public static final String TWILIO_ACCOUNT = "AC00000000000000000000000000000002";
    public static final String TWILIO_TOKEN = "a-token-for-tests";
    public static final String TWILIO_NUMBER = "+442079460100";

    public static final String VONAGE_KEY = "abcd1234";
    public static final String VONAGE_SECRET = "an-api-secret-for-tests";
    public static final String VONAGE_SIGNATURE_SECRET = "a-signature-secret-for-tests";
    public static final String VONAGE_NUMBER = "+442079460102";

    public static final String SMPP_SYSTEM = "rapport";
    public static final String SMPP_PASSWORD = "secret";
    public static final String SMPP_NUMBER = "+442079460103";

    public static final String TELEGRAM_TOKEN = "7000000002:a-token_for-tests";
    public static final String TELEGRAM_SECRET = "a-secret_for-tests";

    public static final String WHATSAPP_NUMBER_ID = "100000000000009";
    public static final String WHATSAPP_TOKEN = "an-access-token-for-tests";
    public static final String WHATSAPP_SECRET = "an-app-secret-for-tests";

    public static final String MESSENGER_PAGE = "200000000000009";
    public static final String INSTAGRAM_PROFILE = "17840000000000009";
    public static final String PAGE_TOKEN = "a-page-token-for-tests";
    public static final String PAGE_SECRET = "another-app-secret-for-tests";

    public static final String MASTODON_ADDRESS = "support@social.example.com";
    public static final String MASTODON_TOKEN = "another-access-token-for-tests";

    /** The chat adapter. */
    public final FakeChat chat = new FakeChat();

    /** The mails customers sent, as they came. */
    public final List<String> mails = new CopyOnWriteArrayList<>();

    /** The forms that were sent. */
    public final List<String> surveys = new CopyOnWriteArrayList<>();

    /** The webhooks that were called, as they came. */
    public final List<Call> calls = new CopyOnWriteArrayList<>();

    /** How often the webhook in whose body this text stands answers 503 first. */
    public final Map<String, AtomicInteger> reluctance = new ConcurrentHashMap<>();

    private final SMTPServer smtp = SMTPServer.port(0)
            .insertReceivedHeaders(false)
            .messageHandlerFactory(context -> new Transaction())
            .build();
    private HttpServer survey;

    /** What came to a webhook. */
    public record Call(String url, Headers headers, String body, int answer) {
        /** The fields of a form. */
        public Map<String, String> form() {
            var fields = new HashMap<String, String>();
            for (var field : body.split("&")) {
                var parts = field.split("=", 2);
                fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            return fields;
        }
    }

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
            survey.createContext("/webhooks/", this::webhook);
            survey.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            survey.start();
            return Map.ofEntries(
                    Map.entry("rapport.sandbox.smtp.port", "0"),
                    Map.entry("rapport.sandbox.email.port", Integer.toString(smtp.getPortAllocated())),
                    Map.entry(
                            "rapport.sandbox.folder",
                            Files.createTempDirectory(Path.of("target"), "sandbox")
                                    .toString()),
                    Map.entry("rapport.sandbox.imap.port", "0"),
                    Map.entry("rapport.sandbox.imap.address", IMAP_ADDRESS),
                    Map.entry("rapport.sandbox.imap.password", IMAP_PASSWORD),
                    Map.entry("rapport.sandbox.demo.reading-time", "100ms"),
                    Map.entry("rapport.sandbox.pace", "10ms"),
                    Map.entry("rapport.sandbox.twilio.account-sid", TWILIO_ACCOUNT),
                    Map.entry("rapport.sandbox.twilio.auth-token", TWILIO_TOKEN),
                    Map.entry("rapport.sandbox.twilio.number", TWILIO_NUMBER),
                    Map.entry("rapport.sandbox.twilio.webhook-url", url("/webhooks/twilio/sandbox") + "#rc=2&rp=5xx"),
                    Map.entry("rapport.sandbox.vonage.api-key", VONAGE_KEY),
                    Map.entry("rapport.sandbox.vonage.api-secret", VONAGE_SECRET),
                    Map.entry("rapport.sandbox.vonage.signature-secret", VONAGE_SIGNATURE_SECRET),
                    Map.entry("rapport.sandbox.vonage.number", VONAGE_NUMBER),
                    Map.entry("rapport.sandbox.vonage.webhook-url", url("/webhooks/vonage/sandbox")),
                    Map.entry("rapport.sandbox.smpp.port", "0"),
                    Map.entry("rapport.sandbox.smpp.system-id", SMPP_SYSTEM),
                    Map.entry("rapport.sandbox.smpp.password", SMPP_PASSWORD),
                    Map.entry("rapport.sandbox.smpp.number", SMPP_NUMBER),
                    Map.entry("rapport.sandbox.telegram.bot-token", TELEGRAM_TOKEN),
                    Map.entry("rapport.sandbox.telegram.secret-token", TELEGRAM_SECRET),
                    Map.entry("rapport.sandbox.telegram.webhook-url", url("/webhooks/telegram/sandbox")),
                    Map.entry("rapport.sandbox.whatsapp.number", "442079460101"),
                    Map.entry("rapport.sandbox.whatsapp.phone-number-id", WHATSAPP_NUMBER_ID),
                    Map.entry("rapport.sandbox.whatsapp.access-token", WHATSAPP_TOKEN),
                    Map.entry("rapport.sandbox.whatsapp.app-secret", WHATSAPP_SECRET),
                    Map.entry("rapport.sandbox.whatsapp.verify-token", "a verify token & more"),
                    Map.entry("rapport.sandbox.whatsapp.webhook-url", url("/webhooks/meta/sandbox")),
                    Map.entry("rapport.sandbox.messenger.page-id", MESSENGER_PAGE),
                    Map.entry("rapport.sandbox.messenger.access-token", PAGE_TOKEN),
                    Map.entry("rapport.sandbox.messenger.app-secret", PAGE_SECRET),
                    Map.entry("rapport.sandbox.messenger.verify-token", "a verify token & more"),
                    Map.entry("rapport.sandbox.messenger.webhook-url", url("/webhooks/meta/messenger")),
                    Map.entry("rapport.sandbox.instagram.page-id", INSTAGRAM_PROFILE),
                    Map.entry("rapport.sandbox.instagram.access-token", PAGE_TOKEN),
                    Map.entry("rapport.sandbox.instagram.app-secret", PAGE_SECRET),
                    Map.entry("rapport.sandbox.instagram.verify-token", "a verify token & more"),
                    Map.entry("rapport.sandbox.instagram.webhook-url", url("/webhooks/meta/instagram")),
                    Map.entry("rapport.sandbox.mastodon.address", MASTODON_ADDRESS),
                    Map.entry("rapport.sandbox.mastodon.access-token", MASTODON_TOKEN),
                    Map.entry("rapport.sandbox.chat.url", "ws://localhost:" + chat.start() + "/chat/web"),
                    Map.entry("rapport.sandbox.chat.origin", FakeChat.SITE),
                    Map.entry("quarkus.http.test-port", "0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers Meta's question whether the webhook is ours. */
    private static void subscribe(HttpExchange call) throws IOException {
        var asked = new Call("", call.getRequestHeaders(), call.getRequestURI().getRawQuery(), 200).form();
        boolean ours = "subscribe".equals(asked.get("hub.mode"))
                && "a verify token & more".equals(asked.get("hub.verify_token"));
        var answer = asked.get("hub.challenge").getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(ours ? 200 : 403, answer.length);
        call.getResponseBody().write(answer);
    }

    public String surveyLink() {
        return url("/survey/a-token");
    }

    /** Where the platform is reached. */
    public String url(String path) {
        return "http://localhost:" + survey.getAddress().getPort() + path;
    }

    /** The calls in which this text stands, refused ones too, the first one first. */
    public List<Call> calls(String text) {
        return calls.stream().filter(call -> call.body().contains(text)).toList();
    }

    private void webhook(HttpExchange call) throws IOException {
        try (call) {
            var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if ("GET".equals(call.getRequestMethod())) {
                subscribe(call);
                return;
            }
            boolean reluctant = reluctance.entrySet().stream()
                    .anyMatch(it -> body.contains(it.getKey()) && it.getValue().getAndDecrement() > 0);
            int answer = reluctant ? 503 : 200;
            calls.add(new Call(url(call.getRequestURI().toString()), call.getRequestHeaders(), body, answer));
            call.sendResponseHeaders(answer, -1);
        }
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
        chat.stop();
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
