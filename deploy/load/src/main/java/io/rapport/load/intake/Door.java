package io.rapport.load.intake;

import io.rapport.load.mail.Mails;
import io.rapport.load.mail.SmtpConnection;
import io.rapport.load.parse.ParseBench;
import io.rapport.local.up.App;
import io.rapport.local.up.PortPlan;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where an adapter takes messages in, and messages as the provider brings them. */
enum Door {
    EMAIL("SMTP", App.EMAIL_ADAPTER) {
        @Override
        Map<String, String> account() {
            // the mailbox is one that every stack has; all the load comes from one address
            return Map.of("RAPPORT_EMAIL_SMTP_MAX_CONNECTIONS_PER_CLIENT", "1000");
        }

        @Override
        Message message(PortPlan ports, long number) {
            return new Message(
                    "/",
                    Map.of("Content-Type", "message/rfc822"),
                    new String(MAILS.content(Math.toIntExact(number)), StandardCharsets.US_ASCII));
        }

        @Override
        Caller open(PortPlan ports) throws IOException {
            var connection = new SmtpConnection(ports.smtp(), MAILS.recipient());
            return new Caller() {
                @Override
                public void call(Message message) throws IOException {
                    connection.send(MAILS.sender(0), message.body().getBytes(StandardCharsets.US_ASCII));
                }

                @Override
                public void close() throws IOException {
                    connection.close();
                }
            };
        }

        @Override
        Duration reading() {
            return ParseBench.timeOfOne(MAILS.content(0));
        }
    },

    SMS("Twilio", App.SMS_ADAPTER) {
        @Override
        Map<String, String> account() {
            // behind the accounts the launcher may configure
            return Map.of(
                    "RAPPORT_SMS_ACCOUNTS_99__ID", ACCOUNT,
                    "RAPPORT_SMS_ACCOUNTS_99__NUMBER", NUMBER,
                    "RAPPORT_SMS_ACCOUNTS_99__ACCOUNT_SID", ACCOUNT_SID,
                    "RAPPORT_SMS_ACCOUNTS_99__AUTH_TOKEN", SECRET);
        }

        @Override
        Message message(PortPlan ports, long number) {
            var path = "/webhooks/twilio/" + ACCOUNT;
            var sid = "SM%032x".formatted(number);
            var fields = new TreeMap<>(Map.of(
                    "AccountSid",
                    ACCOUNT_SID,
                    "ApiVersion",
                    "2010-04-01",
                    "Body",
                    "Hello, where is my order " + number + "? It was promised for Tuesday.",
                    "From",
                    "+4915%09d".formatted(100_000_000 + number % 800_000_000),
                    "MessageSid",
                    sid,
                    "NumMedia",
                    "0",
                    "NumSegments",
                    "1",
                    "SmsMessageSid",
                    sid,
                    "SmsStatus",
                    "received",
                    "To",
                    NUMBER));
            var signed = new StringBuilder(ports.url(App.SMS_ADAPTER) + path);
            var form = new ArrayList<String>();
            fields.forEach((name, value) -> {
                signed.append(name).append(value);
                form.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            });
            var headers = Map.of(
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "X-Twilio-Signature",
                    Base64.getEncoder().encodeToString(hmac("HmacSHA1", signed.toString())));
            return new Message(path, headers, String.join("&", form));
        }
    },

    SOCIAL("Telegram", App.SOCIAL_ADAPTER) {
        @Override
        Map<String, String> account() {
            return Map.of(
                    "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_99__ID", ACCOUNT,
                    "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_99__BOT_TOKEN", "9000000001:" + SECRET,
                    "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_99__SECRET_TOKEN", SECRET);
        }

        @Override
        Message message(PortPlan ports, long number) {
            var person = 1_000_000_000 + number;
            var update = """
                    {"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Load",\
                    "language_code":"en"},"chat":{"id":%d,"first_name":"Load","type":"private"},"date":%d,\
                    "text":"Hello, where is my order %d? It was promised for Tuesday."}}""".formatted(number, number + 1, person, person, System.currentTimeMillis() / 1000, number);
            return new Message(
                    "/webhooks/telegram/" + ACCOUNT,
                    Map.of("Content-Type", "application/json", "X-Telegram-Bot-Api-Secret-Token", SECRET),
                    update);
        }
    },

    CHAT("a WebSocket", App.CHAT_ADAPTER) {
        @Override
        Map<String, String> account() {
            return Map.of("RAPPORT_CHAT_ACCOUNTS_99__ID", ACCOUNT, "RAPPORT_CHAT_MESSAGES_PER_MINUTE", "1000000000");
        }

        @Override
        Message message(PortPlan ports, long number) {
            return new Message(
                    "/chat/" + ACCOUNT,
                    Map.of("Content-Type", "application/json"),
                    "{\"id\":\"%d\",\"text\":\"Hello, where is my order %d? It was promised for Tuesday.\"}"
                            .formatted(number, number));
        }

        // each connection is another visitor's
        @Override
        Caller open(PortPlan ports) throws IOException {
            return new WebSocketCaller(ports.url(App.CHAT_ADAPTER), ports.of(App.CHAT_ADAPTER), "/chat/" + ACCOUNT);
        }
    };

    private static final Mails MAILS = Mails.newRun("support@example.com");
    private static final String ACCOUNT = "load";
    /** Ofcom has set this number aside for drama: nobody has it. */
    private static final String NUMBER = "+442079460999";

    private static final String ACCOUNT_SID = "AC" + "0".repeat(32);
    private static final String SECRET = newSecret();

    private final String provider;
    private final App adapter;

    Door(String provider, App adapter) {
        this.provider = provider;
        this.adapter = adapter;
    }

    /** The settings of an account at the provider. */
    abstract Map<String, String> account();

    abstract Message message(PortPlan ports, long number);

    /** A connection to the adapter; each message is another customer's first. */
    Caller open(PortPlan ports) throws IOException {
        return new HttpCaller(ports.of(adapter));
    }

    /** Processor time that reading one message takes, where that has a target of its own; none elsewhere. */
    Duration reading() {
        return Duration.ZERO;
    }

    String provider() {
        return provider;
    }

    App adapter() {
        return adapter;
    }

    private static byte[] hmac(String algorithm, String text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    private static String newSecret() {
        var secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
