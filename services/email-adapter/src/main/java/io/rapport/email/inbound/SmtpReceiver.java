package io.rapport.email.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.rapport.email.EmailConfig;
import io.rapport.email.MailAccounts;
import io.rapport.email.TlsSettings;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Receives mail by SMTP (RFC 5321).
 *
 * <p>250 means that the mail is on the log. Whenever that cannot be said, the answer is 451 and the sender keeps the mail.
 */
@Singleton
public class SmtpReceiver {
    private static final Logger LOG = Logger.getLogger(SmtpReceiver.class);

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final long LOOK_MILLIS = 1000;

    private final Vertx vertx;
    private final EmailConfig.Smtp config;
    private final @Nullable TlsConfiguration tls;
    private final SmtpConnection.Listener listener;
    private final ExecutorService readers;
    private final MailBursts bursts;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> clients = new ConcurrentHashMap<>();
    private final List<NetServer> servers = new CopyOnWriteArrayList<>();
    private @Nullable String deployment;

    SmtpReceiver(
            Vertx vertx,
            EmailConfig config,
            MailAccounts accounts,
            MailIntake intake,
            TlsSettings tlsSettings,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.config = config.smtp();
        this.tls = tlsSettings
                .named("rapport.email.smtp.tls-configuration-name", this.config.tlsConfigurationName())
                .map(SmtpReceiver::withCertificate)
                .orElse(null);
        if (tls == null && this.config.requireTls()) {
            throw new IllegalArgumentException(
                    "rapport.email.smtp.require-tls: there is no certificate for it; name one by"
                            + " rapport.email.smtp.tls-configuration-name");
        }
        this.readers = Executors.newFixedThreadPool(
                MailBursts.READERS, Thread.ofPlatform().name("mail-reader-", 0).factory());
        this.bursts = new MailBursts(
                readers, call -> vertx.setTimer(MailBursts.MOMENT_MILLIS, over -> call.run()), open::get, intake::take);
        this.listener = new SmtpConnection.Listener(
                this.config.name(),
                Math.toIntExact(config.maxSize().asLongValue()),
                tls != null,
                this.config.requireTls(),
                this.config.idleTimeout(),
                config.publishTimeout(),
                accounts,
                (raw, sender, receivers) -> bursts.add(ArrivedMail.received(raw, sender, receivers)),
                metrics,
                metrics.counter("rapport.email.received", "tls", "false"),
                metrics.counter("rapport.email.received", "tls", "true"));
    }

    private static TlsConfiguration withCertificate(TlsConfiguration configuration) {
        if (configuration.getKeyStoreOptions() == null) {
            throw new IllegalArgumentException("rapport.email.smtp.tls-configuration-name: quarkus.tls."
                    + configuration.getName() + " has no certificate; set its key-store");
        }
        return configuration;
    }

    void start(@Observes StartupEvent event) {
        try {
            deployment = vertx.deployVerticle(Loop::new, new DeploymentOptions().setInstances(PROCESSORS))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "The SMTP listener could not take port " + config.port() + " on " + config.host()
                            + ": stop what uses it, or set rapport.email.smtp.port",
                    e);
        }
        LOG.infof("action=listen protocol=smtp port=%d starttls=%s", port(), tls != null);
    }

    /** Connections from now on see the new certificate. */
    void renew(@Observes CertificateUpdatedEvent event) {
        if (config.tlsConfigurationName().equals(Optional.of(event.name()))) {
            var options = withCertificate(event.tlsConfiguration()).getSSLOptions();
            options.setKeyCertOptions(event.tlsConfiguration().getKeyStoreOptions());
            for (var server : servers) {
                server.updateSSLOptions(options)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (deployment != null) {
            vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
            servers.clear();
        }
        bursts.call();
        readers.shutdown();
    }

    /** The port in use; 0 while not listening. */
    public int port() {
        return servers.isEmpty() ? 0 : servers.getFirst().actualPort();
    }

    /** The connections of one event loop. */
    private final class Loop extends AbstractVerticle {
        private final Set<SmtpConnection> connections = new HashSet<>();

        @Override
        public void start(Promise<Void> started) {
            var options = new NetServerOptions()
                    .setHost(config.host())
                    // the loops have one free port in common when it is negative
                    .setPort(config.port() == 0 ? -1 : config.port())
                    // who finds the queue full waits for a greeting that never comes
                    .setAcceptBacklog(config.maxConnections())
                    // who does not even take our last word is cut off
                    .setIdleTimeout(Math.toIntExact(listener.idleTimeout()
                                    .plus(listener.publishTimeout())
                                    .toSeconds()
                            + 1));
            if (tls != null) {
                TlsConfigUtils.configure(options, tls);
                // not from the first byte on
                options.setSsl(false);
            }
            vertx.setPeriodic(LOOK_MILLIS, timer -> {
                long now = System.nanoTime();
                List.copyOf(connections).forEach(connection -> connection.look(now));
            });
            vertx.createNetServer(options)
                    .connectHandler(this::accept)
                    .listen()
                    .onSuccess(servers::add)
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void accept(NetSocket socket) {
            var client = socket.remoteAddress().hostAddress();
            int ofAll = open.incrementAndGet();
            int ofClient = clients.merge(client, 1, Integer::sum);
            if (ofAll > config.maxConnections() || ofClient > config.maxConnectionsPerClient()) {
                leave(client);
                var reason = ofAll > config.maxConnections() ? "4.3.2 " : "4.7.0 From you, ";
                socket.end(Buffer.buffer("421 " + reason + config.name() + " has too many connections\r\n"));
                return;
            }
            var connection = new SmtpConnection(socket, context, listener);
            connections.add(connection);
            socket.exceptionHandler(lost -> LOG.debugf("action=listen cause=\"%s\"", lost));
            socket.closeHandler(closed -> {
                connections.remove(connection);
                leave(client);
                connection.end();
            });
            connection.begin();
        }

        private void leave(String client) {
            open.decrementAndGet();
            clients.computeIfPresent(client, (it, count) -> count == 1 ? null : count - 1);
        }
    }
}
