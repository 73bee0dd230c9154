package io.rapport.sms.provider.smpp;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.platform.channel.inbound.Malformed;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jboss.logging.Logger;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.session.connection.socket.SocketConnectionFactory;
import org.jspecify.annotations.Nullable;

/** The line to one centre: bound as transceiver, and bound again whenever it breaks. */
final class SmppLink implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SmppLink.class);

    private final SmppConfig.Account config;
    /** As many as may be underway: the library's calls block. */
    private final ExecutorService window;

    private volatile @Nullable SMPPSession bound;
    private volatile boolean closed;
    private @Nullable Cancellable binding;

    SmppLink(SmppConfig.Account config) {
        this.config = config;
        this.window = Executors.newFixedThreadPool(
                config.window(),
                Thread.ofPlatform()
                        .daemon()
                        .name("smpp-" + config.id() + "-", 0)
                        .factory());
    }

    /** What the centre brings, in bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Delivered(
            String from,
            boolean international,
            String to,
            int esmClass,
            int dataCoding,
            byte[] shortMessage,
            Map<Short, byte[]> parameters) {
        private static final int MESSAGE_TYPE = 0x3c;
        private static final ObjectMapper JSON = new ObjectMapper();

        /** As near to what came as the library lets us see. */
        byte[] payload() {
            try {
                return JSON.writeValueAsBytes(this);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** @throws Malformed when {@link #payload} did not write it */
        static Delivered read(byte[] payload) {
            try {
                return JSON.readValue(payload, Delivered.class);
            } catch (IOException e) {
                throw new Malformed("It is nothing that came over a carrier's line.");
            }
        }

        /** A delivery receipt or an intermediate notification, section 5.2.12. */
        boolean isReceipt() {
            int type = esmClass & MESSAGE_TYPE;
            return type == 0x04 || type == 0x20;
        }

        static Delivered of(DeliverSm request) {
            var parameters = new HashMap<Short, byte[]>();
            var given = request.getOptionalParameters();
            for (var parameter : given == null ? new OptionalParameter[0] : given) {
                var serialized = parameter.serialize();
                parameters.put(parameter.tag, Arrays.copyOfRange(serialized, 4, serialized.length));
            }
            var shortMessage = request.getShortMessage();
            return new Delivered(
                    request.getSourceAddr(),
                    request.getSourceAddrTon() == TypeOfNumber.INTERNATIONAL.value(),
                    request.getDestAddress(),
                    request.getEsmClass() & 0xff,
                    request.getDataCoding() & 0xff,
                    shortMessage == null ? new byte[0] : shortMessage,
                    parameters);
        }
    }

    /** The centre said no. */
    static final class Negative extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int commandStatus;

        Negative(int commandStatus) {
            super("command status " + commandStatus);
            this.commandStatus = commandStatus;
        }

        int commandStatus() {
            return commandStatus;
        }
    }

    /** There is no line now. */
    static final class NotBound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotBound() {
            super("not bound");
        }
    }

    /**
     * Binds, and goes on binding.
     *
     * @param handler gets what came and over which line, a new one at each bind; its success is the centre's answer; when it fails, the centre is asked to come again
     */
    void open(BiFunction<UUID, Delivered, Uni<Void>> handler) {
        binding = Uni.createFrom()
                .item(() -> bind(handler))
                .runSubscriptionOn(window)
                .onFailure()
                .invoke(failure -> LOG.warnf("action=bind account=%s cause=\"%s\"", config.id(), failure.getMessage()))
                .onFailure(failure -> !closed)
                .retry()
                .withBackOff(config.reconnectFirst(), config.reconnectLongest())
                .indefinitely()
                .subscribe()
                .with(
                        session -> LOG.infof("action=bound account=%s", config.id()),
                        failure -> LOG.debugf(failure, "action=bind account=%s closed=%s", config.id(), closed));
    }

    private SMPPSession bind(BiFunction<UUID, Delivered, Uni<Void>> handler) {
        var line = UUID.randomUUID();
        var session = new SMPPSession(config.tls() ? SmppLink::encrypted : SocketConnectionFactory.getInstance());
        session.setEnquireLinkTimer((int) config.enquireLink().toMillis());
        session.setTransactionTimer(config.responseTimeout().toMillis());
        session.setPduProcessorDegree(config.window());
        session.setMessageReceiverListener(new Receiver(delivered -> handler.apply(line, delivered)));
        session.addSessionStateListener((now, before, source) -> {
            if (now == SessionState.CLOSED && before.isBound() && !closed) {
                bound = null;
                LOG.warnf("action=line-broken account=%s", config.id());
                open(handler);
            }
        });
        try {
            session.connectAndBind(
                    config.host(),
                    config.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            config.systemId(),
                            config.password(),
                            config.systemType().orElse(""),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            ""),
                    config.responseTimeout().toMillis());
        } catch (IOException e) {
            session.close();
            throw new UncheckedIOException(
                    "The centre at " + config.host() + ":" + config.port() + " does not let us in: check host, port, "
                            + "system-id and password",
                    e);
        }
        bound = session;
        if (!session.getSessionState().isBound()) {
            bound = null;
        }
        if (closed) {
            bound = null;
            session.unbindAndClose();
        }
        return session;
    }

    /** As the library's own, but only with a centre whose certificate has its name. */
    static Connection encrypted(String host, int port) throws IOException {
        try {
            var socket = (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket(host, port);
            try {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return new SocketConnection(socket);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    boolean isBound() {
        return bound != null;
    }

    /** Gives the centre's message id; fails with {@link NotBound}, {@link Negative} or what broke. */
    Uni<String> submit(Party from, Party to, SmppText.Written written) {
        return Uni.createFrom().item(() -> submitNow(from, to, written)).runSubscriptionOn(window);
    }

    /** An address in the terms of section 5.2.5. */
    record Party(TypeOfNumber type, NumberingPlanIndicator plan, String address) {
        static Party of(String written) {
            if (written.startsWith("+")) {
                return new Party(TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, written.substring(1));
            }
            return written.chars().allMatch(Character::isDigit)
                    ? new Party(TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.ISDN, written)
                    : new Party(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, written);
        }
    }

    private String submitNow(Party from, Party to, SmppText.Written written) {
        var session = bound;
        if (session == null) {
            throw new NotBound();
        }
        try {
            return session.submitShortMessage(
                            "",
                            from.type(),
                            from.plan(),
                            from.address(),
                            to.type(),
                            to.plan(),
                            to.address(),
                            new ESMClass(written.esmClass()),
                            (byte) 0,
                            (byte) 0,
                            null,
                            null,
                            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                            (byte) 0,
                            new RawDataCoding((byte) written.dataCoding()),
                            (byte) 0,
                            written.shortMessage(),
                            written.parameters().entrySet().stream()
                                    .map(it -> new OptionalParameter.OctetString(it.getKey(), it.getValue()))
                                    .toArray(OptionalParameter[]::new))
                    .getMessageId();
        } catch (NegativeResponseException e) {
            throw new Negative(e.getCommandStatus());
        } catch (PDUException | InvalidResponseException | ResponseTimeoutException e) {
            throw new IllegalStateException("The centre gave no answer that could be understood", e);
        } catch (IOException e) {
            throw new NotBound();
        }
    }

    private record Receiver(Function<Delivered, Uni<Void>> handler) implements MessageReceiverListener {
        /** The library answers the centre when this returns, so it waits until the message is safe. */
        @Override
        public void onAcceptDeliverSm(DeliverSm request) throws ProcessRequestException {
            try {
                handler.apply(Delivered.of(request))
                        .subscribe()
                        .asCompletionStage()
                        .get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw comeAgain(e);
            } catch (ExecutionException | CancellationException e) {
                throw comeAgain(e);
            }
        }

        private static ProcessRequestException comeAgain(Exception cause) {
            LOG.warnf(
                    "action=defer-deliver cause=%s",
                    cause.getCause() == null
                            ? cause
                            : cause.getCause().getClass().getSimpleName());
            return new ProcessRequestException(
                    "The message cannot be kept safely now", SMPPConstant.STAT_ESME_RX_T_APPN, cause);
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification notification) {
            LOG.debug("action=ignore-alert");
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm request, Session source) throws ProcessRequestException {
            throw new ProcessRequestException("data_sm is not served", SMPPConstant.STAT_ESME_RINVCMDID);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (binding != null) {
            binding.cancel();
        }
        var session = bound;
        bound = null;
        if (session != null) {
            session.unbindAndClose();
        }
        window.shutdownNow();
    }
}
