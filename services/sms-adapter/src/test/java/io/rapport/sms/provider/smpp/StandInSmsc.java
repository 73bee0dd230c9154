package io.rapport.sms.provider.smpp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;

/** A message centre as a test sees it, by the same library as the adapter's: takes messages, refuses what it is told to. */
public final class StandInSmsc implements ServerMessageReceiverListener, AutoCloseable {
    public static final String SYSTEM_ID = "rapport";
    public static final String PASSWORD = "secret";
    public static final String NUMBER = "+436601234567";

    /** With the adapter's answers; the library's own is short for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SMPPServerSessionListener door;
    private final int port;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final Set<String> busyOnce = ConcurrentHashMap.newKeySet();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger binds = new AtomicInteger();
    private volatile String number = NUMBER;

    /**
     * A request that was taken.
     *
     * @param number of the segment; 0 when the message is whole
     */
    public record Taken(String id, String to, String text, int number) {}

    public StandInSmsc() {
        this(ServerSocketFactory.getDefault());
    }

    StandInSmsc(SSLContext tls) {
        this(tls.getServerSocketFactory());
    }

    private StandInSmsc(ServerSocketFactory sockets) {
        try {
            port = freePort();
            door = new SMPPServerSessionListener(port, new Door(sockets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private record Door(ServerSocketFactory sockets) implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) throws IOException {
            return new ServerSocketConnection(sockets.createServerSocket(port));
        }

        @Override
        public ServerConnection listen(int port, int timeout) throws IOException {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) throws IOException {
            return listen(port);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void accept() {
        while (true) {
            try {
                var session = door.accept();
                session.setMessageReceiverListener(this);
                session.setTransactionTimer(PATIENCE.toMillis());
                var bind = session.waitForBind(5_000);
                if (SYSTEM_ID.equals(bind.getSystemId()) && PASSWORD.equals(bind.getPassword())) {
                    bind.accept("smsc");
                    binds.incrementAndGet();
                    sessions.add(session);
                } else {
                    bind.reject(SMPPConstant.STAT_ESME_RINVPASWD);
                }
            } catch (TimeoutException nobodyBound) {
                continue;
            } catch (PDUStringException e) {
                throw new IllegalStateException(e);
            } catch (IOException closed) {
                return;
            }
        }
    }

    public int port() {
        return port;
    }

    /** Delivers to this number of the adapter from now on. */
    public void serve(String other) {
        number = other;
    }

    /** How often somebody has bound. */
    public int binds() {
        return binds.get();
    }

    /** How many are bound. */
    public long lines() {
        return sessions.stream().filter(it -> it.getSessionState().isBound()).count();
    }

    /** Breaks all lines. */
    public void hangUp() {
        sessions.forEach(SMPPServerSession::close);
        sessions.clear();
    }

    /** What was taken for this number, in order. */
    public List<Taken> takenFor(String to) {
        return taken.stream().filter(it -> to.equals("+" + it.to())).toList();
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm request, SMPPServerSession source) throws ProcessRequestException {
        var parameters = new HashMap<Short, byte[]>();
        for (var parameter : request.getOptionalParameters()) {
            var serialized = parameter.serialize();
            parameters.put(parameter.tag, Arrays.copyOfRange(serialized, 4, serialized.length));
        }
        var said = SmppText.read(
                        request.getEsmClass(),
                        request.getDataCoding(),
                        request.getShortMessage(),
                        parameters,
                        SmppText.DefaultAlphabet.GSM_7)
                .orElseThrow();
        if (said.text().startsWith("refused")) {
            throw new ProcessRequestException("no such number", SMPPConstant.STAT_ESME_RINVDSTADR);
        }
        if (said.text().startsWith("always-later")) {
            throw new ProcessRequestException("later", SMPPConstant.STAT_ESME_RX_T_APPN);
        }
        if (said.text().startsWith("busy-once") && busyOnce.add(said.text())) {
            throw new ProcessRequestException("slowly", SMPPConstant.STAT_ESME_RTHROTTLED);
        }
        var id = "%08X".formatted(0xAB00 + taken.size());
        var place = said.place();
        taken.add(new Taken(id, request.getDestAddress(), said.text(), place == null ? 0 : place.number()));
        try {
            return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Brings a message or a receipt over the line that is there, and gives the adapter's answer. */
    public int deliver(String from, int esmClass, int dataCoding, byte[] text, Map<Short, byte[]> parameters)
            throws IOException, PDUException, InvalidResponseException, ResponseTimeoutException {
        try {
            sessions.getLast()
                    .deliverShortMessage(
                            "",
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            from.substring(1),
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            number.substring(1),
                            new ESMClass(esmClass),
                            (byte) 0,
                            (byte) 0,
                            new RegisteredDelivery(0),
                            new RawDataCoding((byte) dataCoding),
                            text,
                            parameters.entrySet().stream()
                                    .map(it -> new OptionalParameter.OctetString(it.getKey(), it.getValue()))
                                    .toArray(OptionalParameter[]::new));
            return SMPPConstant.STAT_ESME_ROK;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        }
    }

    /** Brings a receipt in the usual text. */
    public int receipt(String from, String text)
            throws IOException, PDUException, InvalidResponseException, ResponseTimeoutException {
        return deliver(from, 0x04, 0, text.getBytes(StandardCharsets.US_ASCII), Map.of());
    }

    @Override
    public void close() {
        hangUp();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti request, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm request, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm request, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelSm(CancelSm request, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm request, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm request, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm request, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm request, Session source) throws ProcessRequestException {
        throw unknown();
    }

    private static ProcessRequestException unknown() {
        return new ProcessRequestException("not served", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
