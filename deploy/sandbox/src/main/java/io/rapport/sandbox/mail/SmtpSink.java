package io.rapport.sandbox.mail;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.sandbox.Changes;
import io.rapport.sandbox.SandboxConfig;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The world that the platform sends mail to: takes everything, except that an address whose first word is {@code refuse} is
 * refused, {@code defer} is put off for ever and {@code defer-once} is put off the first time.
 */
@Singleton
public class SmtpSink {
    private static final Logger LOG = Logger.getLogger(SmtpSink.class);

    private final Mailboxes mailboxes;
    private final Event<Mail> arrivals;
    private final Changes changes;
    private final Clock clock;
    private final InetAddress host;
    private final int wantedPort;
    private final Set<String> putOff = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong deferred = new AtomicLong();
    private @Nullable SMTPServer server;

    SmtpSink(SandboxConfig config, Mailboxes mailboxes, Event<Mail> arrivals, Changes changes, Clock clock)
            throws UnknownHostException {
        this.host = InetAddress.getByName(config.host());
        this.wantedPort = config.smtp().port();
        this.mailboxes = mailboxes;
        this.arrivals = arrivals;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * What happened so far.
     *
     * @param repeated mails whose Message-ID had come before
     */
    public record Counts(long accepted, long repeated, long refused, long deferred) {}

    public Counts counts() {
        return new Counts(accepted.get(), repeated.get(), refused.get(), deferred.get());
    }

    /** The port in use; 0 while not listening. */
    public int port() {
        return server == null ? 0 : server.getPortAllocated();
    }

    void start(@Observes StartupEvent event) {
        var listener = SMTPServer.port(wantedPort)
                .bindAddress(host)
                .hostName("localhost")
                .softwareName("Rapport sandbox")
                .fromAddressValidator(anything -> true)
                .insertReceivedHeaders(false)
                .messageHandlerFactory(Transaction::new)
                .build();
        try {
            listener.start();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "The sandbox's SMTP sink could not take port " + wantedPort
                            + ": stop what uses it, or set rapport.sandbox.smtp.port",
                    e);
        }
        server = listener;
        LOG.infof("action=listen protocol=smtp port=%d", listener.getPortAllocated());
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.stop();
        }
    }

    private final class Transaction implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();

        Transaction(MessageContext context) {}

        @Override
        public void from(String from) {
            // whoever it says it is
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            var address = recipient.toLowerCase(Locale.ROOT);
            if (address.matches("refuse\\b.*")) {
                refused.incrementAndGet();
                throw new RejectException(550, "5.1.1 Nobody has this address (the sandbox was asked to refuse it)");
            }
            boolean once = address.startsWith("defer-once");
            if (once ? putOff.add(address) : address.matches("defer\\b.*")) {
                deferred.incrementAndGet();
                throw new RejectException(450, "4.2.0 Not now (the sandbox was asked to defer it)");
            }
            recipients.add(address);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            var raw = data.readAllBytes();
            for (var recipient : recipients) {
                var mail = MailReader.read(raw, recipient, clock.instant());
                if (mailboxes.add(mail)) {
                    accepted.incrementAndGet();
                    arrivals.fire(mail);
                    changes.of(mail.customer());
                } else {
                    repeated.incrementAndGet();
                }
            }
            return null;
        }

        @Override
        public void done() {
            // nothing is held
        }
    }
}
