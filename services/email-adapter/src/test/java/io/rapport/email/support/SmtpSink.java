package io.rapport.email.support;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** The world behind the relay: keeps what it gets, refuses {@code refuse…@}, defers {@code defer@} and whom it is told to. */
public final class SmtpSink implements AutoCloseable {
    public static final String USER = "rapport";
    public static final String PASSWORD = "secret";

    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, Integer> deferrals = new ConcurrentHashMap<>();
    private final SMTPServer server;

    private SmtpSink(UnaryOperator<SMTPServer.Builder> kind) {
        server = kind.apply(SMTPServer.port(0)
                        .insertReceivedHeaders(false)
                        .messageHandlerFactory(context -> new Transaction()))
                .build();
        server.start();
    }

    /** Talks in the clear to everybody. */
    public static SmtpSink open() {
        return new SmtpSink(server -> server);
    }

    /** Takes mail only over STARTTLS and from {@link #USER}. */
    public static SmtpSink guarded() {
        return new SmtpSink(server -> server.requireTLS()
                .startTlsSocketFactory(TestCertificate.context())
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals(USER) || !password.equals(PASSWORD)) {
                        throw new LoginFailedException();
                    }
                })));
    }

    /** Talks TLS from the first byte on. */
    public static SmtpSink tls() {
        return new SmtpSink(server -> server.serverSocketFactory(TestCertificate.context()));
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** What came for an address, in order. */
    public List<Mail> mailsTo(String recipient) {
        return mails.stream().filter(mail -> mail.recipient().equals(recipient)).toList();
    }

    /** Defers every mail to an address from now on. */
    public void defer(String recipient) {
        deferrals.put(recipient, 0);
    }

    /** How often mail to an address was deferred since {@link #defer}. */
    public int deferrals(String recipient) {
        return deferrals.getOrDefault(recipient, 0);
    }

    /** Takes mail to an address again. */
    public void accept(String recipient) {
        deferrals.remove(recipient);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** A mail as it came over the wire. */
    public record Mail(String sender, String recipient, String raw) {
        /** The value of a header field, unfolded. */
        public Optional<String> header(String name) {
            var unfolded = raw.substring(0, raw.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ");
            return unfolded.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** The mail as any other program reads it. */
        public MimeMessage message() {
            try {
                return new MimeMessage(null, new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The content of its parts that have no parts, in their order, with the media types of all parts around them. */
        public List<Part> parts() {
            try {
                return parts("", message()).toList();
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The text of its plain part. */
        public String text() {
            return parts().stream()
                    .filter(part -> part.path().endsWith("text/plain"))
                    .map(part -> part.content().toString())
                    .findFirst()
                    .orElseThrow()
                    .replace("\r\n", "\n")
                    .strip();
        }

        private static Stream<Part> parts(String path, MimePart part) throws MessagingException, IOException {
            var here = path
                    + '/'
                    + new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
            if (!(part.getContent() instanceof MimeMultipart several)) {
                var content = part.getContent();
                return Stream.of(new Part(
                        here.substring(1),
                        part.getFileName(),
                        part.getContentID(),
                        part.getDisposition(),
                        content instanceof InputStream bytes ? bytes.readAllBytes() : content));
            }
            var all = Stream.<Part>empty();
            for (int i = 0; i < several.getCount(); i++) {
                all = Stream.concat(all, parts(here, (MimePart) several.getBodyPart(i)));
            }
            return all;
        }
    }

    /** A part of a mail: a string for text, else bytes. */
    public record Part(String path, String fileName, String contentId, String disposition, Object content) {}

    private final class Transaction implements MessageHandler {
        private String sender = "";
        private String recipient = "";

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String to) throws RejectException {
            if (to.startsWith("refuse")) {
                throw new RejectException(550, "5.1.1 Nobody here has this address");
            }
            if (to.startsWith("defer@")) {
                throw new RejectException(450, "4.2.0 Never now");
            }
            if (deferrals.computeIfPresent(to, (address, times) -> times + 1) != null) {
                throw new RejectException(451, "4.3.2 Not now");
            }
            recipient = to;
        }

        @Override
        public String data(InputStream data) throws IOException {
            mails.add(new Mail(sender, recipient, new String(data.readAllBytes(), StandardCharsets.UTF_8)));
            return "kept";
        }

        @Override
        public void done() {
            // nothing is held
        }
    }
}
