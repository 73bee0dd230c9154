package io.rapport.email.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.rapport.email.EmailConfig;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.TlsSettings;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.ServerSocketCreator;
import org.subethamail.smtp.server.Session;

/**
 * Receives mail by SMTP (RFC 5321).
 *
 * <p>250 means that the mail is on the log. Whenever that cannot be said, the answer is 451 and the sender keeps the mail.
 * Each connection has a thread of its own, so waiting here holds nobody else up.
 */
@Singleton
public class SmtpReceiver {
    private static final Logger LOG = Logger.getLogger(SmtpReceiver.class);

    private final EmailConfig config;
    private final MailAccounts accounts;
    private final MailIntake intake;
    private final MeterRegistry metrics;
    private final Counter inTheClear;
    private final Counter overTls;
    private final int maxSize;
    private final Duration publishTimeout;
    private volatile @Nullable SSLContext tls;
    private @Nullable SMTPServer server;

    SmtpReceiver(
            EmailConfig config,
            MailAccounts accounts,
            MailIntake intake,
            TlsSettings tlsSettings,
            MeterRegistry metrics) {
        this.config = config;
        this.accounts = accounts;
        this.intake = intake;
        this.metrics = metrics;
        this.inTheClear = metrics.counter("rapport.email.received", "tls", "false");
        this.overTls = metrics.counter("rapport.email.received", "tls", "true");
        this.maxSize = Math.toIntExact(config.maxSize().asLongValue());
        this.publishTimeout = config.publishTimeout();
        this.tls = tlsSettings
                .named(
                        "rapport.email.smtp.tls-configuration-name",
                        config.smtp().tlsConfigurationName())
                .map(SmtpReceiver::withCertificate)
                .orElse(null);
        if (tls == null && config.smtp().requireTls()) {
            throw new IllegalArgumentException(
                    "rapport.email.smtp.require-tls: there is no certificate for it; name one by"
                            + " rapport.email.smtp.tls-configuration-name");
        }
    }

    private static SSLContext withCertificate(TlsConfiguration configuration) {
        if (configuration.getKeyStoreOptions() == null) {
            throw new IllegalArgumentException("rapport.email.smtp.tls-configuration-name: quarkus.tls."
                    + configuration.getName() + " has no certificate; set its key-store");
        }
        return TlsSettings.context(configuration);
    }

    void start(@Observes StartupEvent event) throws UnknownHostException {
        var smtp = config.smtp();
        var listener = SMTPServer.port(smtp.port())
                .bindAddress(InetAddress.getByName(smtp.host()))
                .serverSocketFactory((ServerSocketCreator) SmtpServerSocket::new)
                .hostName(smtp.name())
                .softwareName("Rapport")
                .maxConnections(smtp.maxConnections())
                // who finds the queue full waits for a greeting that never comes
                .backlog(smtp.maxConnections())
                .connectionTimeout(Math.toIntExact(smtp.idleTimeout().toMillis()), TimeUnit.MILLISECONDS)
                .maxMessageSize(maxSize)
                .fromAddressValidator(anything -> true)
                // the library would look up the sender's host name in the DNS for every mail
                .insertReceivedHeaders(false)
                .messageHandlerFactory(Transaction::new)
                .enableTLS(tls != null)
                .requireTLS(smtp.requireTls())
                .startTlsSocketFactory(this::secured)
                .build();
        var commands = listener.getCommandHandler();
        commands.addCommand(new PipeliningEhlo());
        commands.addCommand(new ContentCommand.Data());
        commands.addCommand(new ContentCommand.Bdat());
        try {
            listener.start();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "The SMTP listener could not take port " + smtp.port() + " on " + smtp.host()
                            + ": stop what uses it, or set rapport.email.smtp.port",
                    e);
        }
        server = listener;
        LOG.infof("action=listen protocol=smtp port=%d starttls=%s", listener.getPortAllocated(), tls != null);
    }

    /** Connections from now on see the new certificate. */
    void renew(@Observes CertificateUpdatedEvent event) {
        if (config.smtp().tlsConfigurationName().equals(Optional.of(event.name()))) {
            tls = withCertificate(event.tlsConfiguration());
        }
    }

    /** As a server. The library's own way would look up the sender's host name, and allow what the JVM advises against. */
    private SSLSocket secured(Socket plain) throws IOException {
        var factory = Objects.requireNonNull(tls).getSocketFactory();
        return (SSLSocket) factory.createSocket(plain, null, true);
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.stop();
        }
    }

    /** The port in use; 0 while not listening. */
    public int port() {
        var listener = server;
        return listener != null && listener.isRunning() ? listener.getPortAllocated() : 0;
    }

    /** One mail on a connection. */
    private final class Transaction implements MessageHandler {
        private final Session session;
        private final Map<MailAccount, List<String>> receivers = new LinkedHashMap<>();
        private String sender = "";

        Transaction(MessageContext context) {
            this.session = (Session) context;
        }

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            var account = accounts.receiving(recipient);
            if (account.isEmpty() && !accounts.areAllKnown()) {
                refused("accounts-unknown");
                throw new RejectException(450, "4.3.0 The mailboxes here are not all known yet");
            }
            if (account.isEmpty()) {
                refused("unknown-recipient");
                throw new RejectException(550, "5.1.1 No such mailbox here");
            }
            var tags = receivers.computeIfAbsent(account.get(), any -> new ArrayList<>());
            MailAccounts.tag(recipient).ifPresent(tags::add);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            var raw = data.readNBytes(maxSize + 1);
            if (raw.length > maxSize) {
                refused("too-large");
                var tooLarge = "5.3.4 Message size exceeds fixed limit of " + maxSize + " bytes";
                // the answer is only heard at the end of the mail; who never comes to an end is cut off
                if (data.skip(4L * maxSize) == 4L * maxSize) {
                    throw new DropConnectionException(552, tooLarge);
                }
                throw over(552, tooLarge);
            }
            (session.isTLSStarted() ? overTls : inTheClear).increment();
            try {
                intake.take(raw, sender, receivers)
                        .subscribeAsCompletionStage()
                        .get(publishTimeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw later(e);
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                throw later(e);
            }
            return null;
        }

        @Override
        public void done() {
            // nothing is held
        }

        private RejectException later(Exception cause) {
            refused("unavailable");
            // a deterministic event id makes it harmless when Kafka has the mail after all
            LOG.warnf("action=defer cause=\"%s\"", cause instanceof ExecutionException ? cause.getCause() : cause);
            return over(451, "4.3.0 Cannot keep mail safe now, please try again later");
        }

        /** The library would leave the transaction open after a refusal, and refuse the connection's next mail. */
        private RejectException over(int code, String message) {
            session.resetMailTransaction();
            return new RejectException(code, message);
        }

        private void refused(String reason) {
            metrics.counter("rapport.email.refused", "reason", reason).increment();
        }
    }
}
