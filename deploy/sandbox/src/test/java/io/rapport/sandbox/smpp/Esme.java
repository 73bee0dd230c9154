package io.rapport.sandbox.smpp;

import static io.rapport.sandbox.FakePlatform.SMPP_NUMBER;
import static io.rapport.sandbox.FakePlatform.SMPP_PASSWORD;
import static io.rapport.sandbox.FakePlatform.SMPP_SYSTEM;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;

/** The company at the other end of the line. */
final class Esme implements MessageReceiverListener, AutoCloseable {
    final List<DeliverSm> delivered = new CopyOnWriteArrayList<>();

    /** So many messages are refused for now before one is taken. */
    final AtomicInteger reluctance = new AtomicInteger();

    final Line session = new Line();

    /** Tries by itself only when asked to. */
    static final class Line extends SMPPSession {
        void enquire() throws Exception {
            sendEnquireLink();
        }
    }

    static Esme bound(int port) throws IOException {
        return new Esme(port, BindType.BIND_TRX, SMPP_SYSTEM, SMPP_PASSWORD);
    }

    Esme(int port, BindType type, String system, String password) throws IOException {
        session.setMessageReceiverListener(this);
        session.setEnquireLinkTimer(60_000);
        session.setTransactionTimer(20_000);
        session.connectAndBind(
                "localhost",
                port,
                new BindParameter(
                        type, system, password, "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, ""));
    }

    /** Gives the status. */
    int submit(String to, int esmClass, int dataCoding, byte[] text, OptionalParameter... parameters) throws Exception {
        return submit(SMPP_NUMBER, to, esmClass, dataCoding, text, parameters);
    }

    int submit(String from, String to, int esmClass, int dataCoding, byte[] text, OptionalParameter... parameters)
            throws Exception {
        try {
            session.submitShortMessage(
                    "",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    from.substring(1),
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    to.substring(1),
                    new ESMClass(esmClass),
                    (byte) 0,
                    (byte) 0,
                    null,
                    null,
                    new RegisteredDelivery(1),
                    (byte) 0,
                    new RawDataCoding((byte) dataCoding),
                    (byte) 0,
                    text,
                    parameters);
            return SMPPConstant.STAT_ESME_ROK;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        }
    }

    /** What became of messages to this number. */
    List<DeliverSm> receipts(String to) {
        return delivered.stream()
                .filter(it -> it.isSmscDeliveryReceipt() && to.equals("+" + it.getSourceAddr()))
                .toList();
    }

    static String text(DeliverSm delivered) {
        return new String(delivered.getShortMessage(), StandardCharsets.US_ASCII);
    }

    /** What a customer wrote. */
    List<DeliverSm> messages(String from) {
        return delivered.stream()
                .filter(it -> !it.isSmscDeliveryReceipt() && from.equals("+" + it.getSourceAddr()))
                .toList();
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm request) throws ProcessRequestException {
        if (!request.isSmscDeliveryReceipt() && reluctance.getAndDecrement() > 0) {
            throw new ProcessRequestException("later", SMPPConstant.STAT_ESME_RX_T_APPN);
        }
        delivered.add(request);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        throw new AssertionError(Map.of("alert", notification));
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm request, Session source) {
        throw new AssertionError(Map.of("data", request));
    }

    @Override
    public void close() {
        if (session.getSessionState().isBound()) {
            session.unbindAndClose();
        } else {
            session.close();
        }
    }
}
