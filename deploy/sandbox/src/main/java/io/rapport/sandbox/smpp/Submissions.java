package io.rapport.sandbox.smpp;

import io.quarkus.runtime.StartupEvent;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Errands;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Redelivery;
import io.rapport.sandbox.sms.BusyNumbers;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.MessageIDGenerator;
import org.jsmpp.util.RandomMessageIDGenerator;

/** What the company submits to the message centre: joined on the customer's phone, and receipted segment by segment. */
@Singleton
class Submissions implements ServerMessageReceiverListener {
    private static final Logger LOG = Logger.getLogger(Submissions.class);
    private static final Pattern PHONE_NUMBER = Pattern.compile("[1-9][0-9]{6,14}");
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);
    private static final int MOST_UNJOINED = 1000;

    /** Of {@code registered_delivery}, section 5.2.17; the last one is of SMPP 5.0. */
    private static final int WHATEVER_HAPPENS = 1;

    private static final int ON_FAILURE = 2;
    private static final int ON_SUCCESS = 3;

    private final Optional<SandboxConfig.Smpp> account;
    private final Duration pace;
    private final MessageCentre centre;
    private final People people;
    private final Messages messages;
    private final Errands errands;
    private final Event<Message> arrivals;
    private final Clock clock;
    private final MessageIDGenerator ids = new RandomMessageIDGenerator();
    private final BusyNumbers busy = new BusyNumbers();
    private final Map<Joint, SortedMap<Integer, String>> unjoined = new LinkedHashMap<>();

    Submissions(
            SandboxConfig config,
            MessageCentre centre,
            People people,
            Messages messages,
            Errands errands,
            Event<Message> arrivals,
            Clock clock) {
        this.account = config.smpp();
        this.pace = config.pace();
        this.centre = centre;
        this.people = people;
        this.messages = messages;
        this.errands = errands;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** What the segments of one message have in common. */
    private record Joint(String number, int reference, int total) {}

    /**
     * How a message ends.
     *
     * @param word for it in the receipt's text
     * @param error the network's, in the receipt's text
     */
    private record Fate(MessageState state, DeliveryReceiptState word, String error) {
        private static final Fate DELIVERED = new Fate(MessageState.DELIVERED, DeliveryReceiptState.DELIVRD, "000");
        private static final Fate PHONE_IS_OFF = new Fate(MessageState.EXPIRED, DeliveryReceiptState.EXPIRED, "027");
        private static final Fate NO_SUCH_PHONE =
                new Fate(MessageState.UNDELIVERABLE, DeliveryReceiptState.UNDELIV, "001");

        boolean isSuccess() {
            return state == MessageState.DELIVERED;
        }
    }

    void open(@Observes StartupEvent start) {
        if (account.isPresent()) {
            centre.open(this);
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm request, SMPPServerSession line) throws ProcessRequestException {
        var to = "+" + digits(request.getDestAddress());
        if (!PHONE_NUMBER.matcher(to.substring(1)).matches()) {
            throw new ProcessRequestException("no phone number", SMPPConstant.STAT_ESME_RINVDSTADR);
        }
        if (!account.orElseThrow().number().equals("+" + digits(request.getSourceAddr()))) {
            throw new ProcessRequestException("not the account's number", SMPPConstant.STAT_ESME_RINVSRCADR);
        }
        var segment = Segment.of(request);
        if (busy.isBusy(to)) {
            throw new ProcessRequestException("too fast", SMPPConstant.STAT_ESME_RTHROTTLED);
        }
        var id = ids.newMessageId();
        int wish = request.getRegisteredDelivery() & 0x03;
        var submitted = clock.instant();
        errands.run(() -> {
            Errands.pause(pace);
            var customer = people.withPhone(to);
            var fate = customer.map(Submissions::fate).orElse(Fate.NO_SUCH_PHONE);
            customer.ifPresent(person -> arrive(person, segment, id.getValue(), fate));
            if (wish == WHATEVER_HAPPENS || wish == (fate.isSuccess() ? ON_SUCCESS : ON_FAILURE)) {
                report(to, id.getValue(), submitted, segment, fate);
            }
        });
        return new SubmitSmResult(id, new OptionalParameter[0]);
    }

    private static String digits(String address) {
        return address.replaceFirst("^\\+", "");
    }

    private static Fate fate(Person customer) {
        return customer.address().equals(People.UNREACHABLE) ? Fate.PHONE_IS_OFF : Fate.DELIVERED;
    }

    private void arrive(Person customer, Segment segment, String id, Fate fate) {
        join(customer.phone(), segment).ifPresent(text -> {
            var message = messages.put(new Message(
                    id,
                    Network.SMS,
                    account.orElseThrow().number(),
                    customer.address(),
                    false,
                    text,
                    List.of(),
                    fate.isSuccess() ? State.DELIVERED : State.FAILED,
                    fate.isSuccess() ? null : "Receipt: " + fate.word(),
                    null,
                    clock.instant()));
            if (fate.isSuccess()) {
                arrivals.fire(message);
            }
        });
    }

    /** The whole text, once every segment of it is there. */
    private synchronized Optional<String> join(String number, Segment segment) {
        if (segment.total() == 1) {
            return Optional.of(segment.text());
        }
        var joint = new Joint(number, segment.reference(), segment.total());
        var parts = unjoined.computeIfAbsent(joint, it -> new TreeMap<>());
        parts.put(segment.number(), segment.text());
        if (parts.size() < segment.total()) {
            if (unjoined.size() > MOST_UNJOINED) {
                unjoined.remove(unjoined.keySet().iterator().next());
            }
            return Optional.empty();
        }
        unjoined.remove(joint);
        return Optional.of(String.join("", parts.values()));
    }

    /** In the text that SMPP 3.4 appendix B proposes, and in parameters. */
    private void report(String to, String id, Instant submitted, Segment segment, Fate fate) {
        var begin = segment.text().substring(0, Math.min(20, segment.text().length()));
        var receipt = new DeliveryReceipt(
                id,
                1,
                fate.isSuccess() ? 1 : 0,
                Date.from(submitted),
                Date.from(clock.instant()),
                fate.word(),
                fate.error(),
                begin.replaceAll("[^ -~]", "."));
        var answer = Redelivery.of(
                () -> centre.deliver(
                        to,
                        SMPPConstant.ESMCLS_SMSC_DELIV_RECEIPT,
                        0,
                        receipt.toString().getBytes(StandardCharsets.US_ASCII),
                        new OptionalParameter.Receipted_message_id(id),
                        new OptionalParameter.Message_state(fate.state().value())),
                GIVE_UP_AFTER,
                again -> {});
        LOG.infof("action=report status=%s id=%s answer=\"%s\"", fate.word(), id, answer.words());
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti request, SMPPServerSession line)
            throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm request, SMPPServerSession line) throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm request, SMPPServerSession line) throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public void onAcceptCancelSm(CancelSm request, SMPPServerSession line) throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm request, SMPPServerSession line)
            throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm request, SMPPServerSession line)
            throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm request, SMPPServerSession line)
            throws ProcessRequestException {
        throw notServed();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm request, Session line) throws ProcessRequestException {
        throw notServed();
    }

    private static ProcessRequestException notServed() {
        return new ProcessRequestException("not served", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
