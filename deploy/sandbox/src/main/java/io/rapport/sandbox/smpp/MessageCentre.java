package io.rapport.sandbox.smpp;

import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.phone.Errands;
import io.rapport.sandbox.phone.Redelivery;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jspecify.annotations.Nullable;

/** The lines of a message centre: lets the company bind, and brings it over one of its lines what there is for it. */
@Singleton
class MessageCentre {
    private static final Logger LOG = Logger.getLogger(MessageCentre.class);
    private static final String SYSTEM_ID = "sandbox";
    private static final int USUAL_PORT = 2775;
    private static final int BIND_WITHIN_MILLIS = 5_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final int SILENCE_MILLIS = 30_000;
    private static final int ANSWER_WITHIN_MILLIS = 20_000;

    private final Optional<SandboxConfig.Smpp> account;
    private final String host;
    private final Errands errands;
    private final List<SMPPServerSession> lines = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocket socket;

    MessageCentre(SandboxConfig config, Errands errands) {
        this.account = config.smpp();
        this.host = config.host();
        this.errands = errands;
    }

    /** What the company's side answered. */
    record Answer(int status) implements Redelivery.Try {
        private static final int NOBODY = -1;
        private static final int NOTHING = -2;

        @Override
        public boolean isTaken() {
            return status == SMPPConstant.STAT_ESME_ROK;
        }

        @Override
        public String words() {
            return switch (status) {
                case NOBODY -> "nobody is bound to receive";
                case NOTHING -> "no answer";
                default -> "status 0x%08x".formatted(status);
            };
        }
    }

    /** The port in use; 0 while not listening. */
    int port() {
        return socket == null ? 0 : socket.getLocalPort();
    }

    /** Lets the company bind from now on. */
    void open(ServerMessageReceiverListener submissions) {
        var ours = account.orElseThrow();
        int port = ours.port().orElse(USUAL_PORT);
        try {
            var listening = new ServerSocket(port, 0, InetAddress.getByName(host));
            socket = listening;
            var listener = new SMPPServerSessionListener(listening.getLocalPort(), new Listening(listening));
            listener.setMessageReceiverListener(submissions);
            errands.run(() -> accept(listener, ours));
            LOG.infof("action=listen protocol=smpp port=%d", listening.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The sandbox's message centre could not take port " + port
                            + ": stop what uses it, or set rapport.sandbox.smpp.port",
                    e);
        }
    }

    private record Listening(ServerSocket socket) implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) {
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int port, int timeout) {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) {
            return listen(port);
        }
    }

    private void accept(SMPPServerSessionListener listener, SandboxConfig.Smpp ours) {
        try (listener) {
            while (true) {
                var line = listener.accept();
                line.setTransactionTimer(ANSWER_WITHIN_MILLIS);
                line.setEnquireLinkTimer(SILENCE_MILLIS);
                errands.run(() -> letIn(line, ours));
            }
        } catch (IOException closed) {
            LOG.debug("action=stop-listening protocol=smpp");
        }
    }

    private void letIn(SMPPServerSession line, SandboxConfig.Smpp ours) {
        try {
            var bind = line.waitForBind(BIND_WITHIN_MILLIS);
            if (!ours.systemId().equals(bind.getSystemId())) {
                bind.reject(SMPPConstant.STAT_ESME_RINVSYSID);
            } else if (!ours.password().equals(bind.getPassword())) {
                bind.reject(SMPPConstant.STAT_ESME_RINVPASWD);
            } else {
                lines.add(line);
                line.addSessionStateListener((now, before, source) -> {
                    if (!now.isBound()) {
                        lines.remove(line);
                    }
                });
                bind.accept(SYSTEM_ID);
                LOG.infof("action=bind type=%s", bind.getBindType());
                return;
            }
            LOG.infof("action=refuse-bind type=%s", bind.getBindType());
            // who is refused reads why before the line ends
            Errands.pause(LAST_WORDS);
        } catch (TimeoutException | IOException | PDUStringException gone) {
            LOG.infof("action=refuse-bind cause=%s", gone.getClass().getSimpleName());
        }
        lines.remove(line);
        line.close();
    }

    /** Brings the company something over the line that it bound last. */
    Answer deliver(
            String customer, int esmClass, int dataCoding, byte[] shortMessage, OptionalParameter... parameters) {
        var line = lines.reversed().stream()
                .filter(it -> it.getSessionState().isReceivable())
                .findFirst();
        if (line.isEmpty()) {
            return new Answer(Answer.NOBODY);
        }
        try {
            line.get()
                    .deliverShortMessage(
                            "",
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            customer.substring(1),
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            account.orElseThrow().number().substring(1),
                            new ESMClass(esmClass),
                            (byte) 0,
                            (byte) 0,
                            new RegisteredDelivery(0),
                            new RawDataCoding((byte) dataCoding),
                            shortMessage,
                            parameters);
            return new Answer(SMPPConstant.STAT_ESME_ROK);
        } catch (NegativeResponseException e) {
            return new Answer(e.getCommandStatus());
        } catch (PDUException | ResponseTimeoutException | InvalidResponseException | IOException e) {
            return new Answer(Answer.NOTHING);
        }
    }

    @PreDestroy
    void close() {
        lines.forEach(SMPPServerSession::close);
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
