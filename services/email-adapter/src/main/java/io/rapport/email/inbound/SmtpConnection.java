package io.rapport.email.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What one sender says and is answered (RFC 5321, with PIPELINING, CHUNKING and STARTTLS).
 *
 * <p>Everything happens on the connection's event loop but the reading of a mail. Replies to what came together leave together
 * (RFC 2920, 3.2).
 */
final class SmtpConnection {
    private static final Logger LOG = Logger.getLogger(SmtpConnection.class);

    private static final int MAX_LINE = 2048;
    private static final int MAX_RECIPIENTS = 1000;
    /** What a sender may say while its mail is taken, in octets. */
    private static final int MAX_AHEAD = 64 * 1024;
    /** Refusals in a row, by which somebody may be trying out addresses. */
    private static final int MAX_REFUSALS = 20;

    /** How often the size of the largest mail is let go before the connection is. */
    private static final int PATIENCE = 4;

    private static final Set<String> BEFORE_TLS = Set.of("EHLO", "HELO", "STARTTLS", "NOOP", "RSET", "QUIT", "BDAT");

    /** Where mails go. */
    interface Intake {
        /** Completes when the mail is safe; is ended by whoever does not wait any longer. See {@link ArrivedMail#received}. */
        CompletableFuture<Void> take(byte[] raw, @Nullable String sender, Map<MailAccount, List<String>> receivers);
    }

    /**
     * What the connections have in common.
     *
     * @param maxSize of a mail, in octets
     * @param publishTimeout how long a sender waits for its mail to be safe
     */
    record Listener(
            String name,
            int maxSize,
            boolean offersTls,
            boolean requiresTls,
            Duration idleTimeout,
            Duration publishTimeout,
            MailAccounts accounts,
            Intake intake,
            MeterRegistry metrics,
            Counter inTheClear,
            Counter overTls) {}

    private enum Phase {
        COMMANDS,
        DATA,
        CHUNK,
        /** The mail is with the intake; commands that come meanwhile wait. */
        TAKING,
        SECURING,
        OVER
    }

    private final NetSocket socket;
    private final Context context;
    private final Listener listener;
    private final StringBuilder replies = new StringBuilder();

    private byte[] input = new byte[4096];
    private int from;
    private int to;

    private Phase phase = Phase.COMMANDS;
    private long since = System.nanoTime();
    private boolean paused;
    private int refusals;

    private @Nullable CompletableFuture<Void> taking;
    private @Nullable String sender;
    private Map<MailAccount, List<String>> receivers = new LinkedHashMap<>();
    private int recipients;
    private @Nullable MailContent content;
    private @Nullable DottedContent dotted;
    private SmtpCommand.Chunk chunk = new SmtpCommand.Chunk(0, false);
    private long chunkLeft;

    SmtpConnection(NetSocket socket, Context context, Listener listener) {
        this.socket = socket;
        this.context = context;
        this.listener = listener;
    }

    void begin() {
        socket.handler(this::hear);
        socket.drainHandler(nothing -> regulate());
        reply("220 " + listener.name() + " ESMTP Rapport");
        answer();
    }

    /** The other side has gone. */
    void end() {
        phase = Phase.OVER;
    }

    /** Ends waits that have become too long; to be called now and then. */
    void look(long now) {
        var longest = phase == Phase.TAKING ? listener.publishTimeout() : listener.idleTimeout();
        if (phase == Phase.OVER || Duration.ofNanos(now - since).compareTo(longest) <= 0) {
            return;
        }
        if (phase == Phase.TAKING) {
            // an event id that is made from the mail makes it harmless when Kafka has it after all
            Objects.requireNonNull(taking)
                    .completeExceptionally(new TimeoutException("No word of it after " + longest));
            return;
        }
        if (phase != Phase.SECURING) {
            reply("421 4.4.2 " + listener.name() + " has waited for too long");
        }
        phase = Phase.OVER;
        answer();
    }

    private void hear(Buffer octets) {
        if (phase == Phase.SECURING || phase == Phase.OVER) {
            // what is said in the clear behind STARTTLS may be somebody else's
            return;
        }
        int length = octets.length();
        int waiting = to - from;
        if (input.length - to < length) {
            var room = waiting + length <= input.length ? input : new byte[waiting + length];
            System.arraycopy(input, from, room, 0, waiting);
            input = room;
            from = 0;
            to = waiting;
        }
        octets.getBytes(input, to);
        to += length;
        if (phase == Phase.TAKING) {
            regulate();
        } else {
            since = System.nanoTime();
            proceed();
        }
    }

    private void proceed() {
        try {
            boolean goesOn;
            do {
                goesOn = switch (phase) {
                    case COMMANDS -> command();
                    case DATA -> data();
                    case CHUNK -> chunk();
                    case TAKING, SECURING, OVER -> false;
                };
            } while (goesOn);
        } catch (RuntimeException surprise) {
            LOG.errorf(surprise, "action=listen phase=%s", phase);
            reply("421 4.3.0 Something went wrong here, please try again later");
            phase = Phase.OVER;
        }
        if (from == to) {
            from = 0;
            to = 0;
        }
        answer();
    }

    private void reply(String line) {
        refusals += line.startsWith("5") ? 1 : 0;
        replies.append(line).append("\r\n");
    }

    private void answer() {
        if (phase == Phase.TAKING) {
            // the word on the mail comes soon, and takes along what has been said before it
            regulate();
            return;
        }
        var together = Buffer.buffer(replies.toString());
        replies.setLength(0);
        if (phase == Phase.OVER) {
            socket.end(together);
        } else if (phase == Phase.SECURING) {
            secure(together);
        } else if (together.length() > 0) {
            socket.write(together);
        }
        regulate();
    }

    /** Hears no more than there is room for, of a sender who does not wait for answers. */
    private void regulate() {
        boolean isTooMuch = socket.writeQueueFull() || (phase == Phase.TAKING && to - from > MAX_AHEAD);
        if (isTooMuch == paused) {
            return;
        }
        paused = isTooMuch;
        if (paused) {
            socket.pause();
        } else {
            socket.resume();
        }
    }

    private boolean command() {
        int end = from;
        while (end < to && input[end] != '\n') {
            end++;
        }
        if (end - from > MAX_LINE) {
            reply("500 5.5.2 The line is too long");
            phase = Phase.OVER;
            return false;
        }
        if (end == to) {
            return false;
        }
        var line = new String(input, from, end - from, StandardCharsets.UTF_8);
        from = end + 1;
        execute(SmtpCommand.parse(line));
        if (refusals >= MAX_REFUSALS && phase != Phase.OVER) {
            reply("421 4.7.0 Too much of what you say is refused here");
            phase = Phase.OVER;
        }
        return true;
    }

    private void execute(SmtpCommand command) {
        if (listener.requiresTls() && !socket.isSsl() && !BEFORE_TLS.contains(command.verb())) {
            reply("530 5.7.0 STARTTLS comes first");
            return;
        }
        switch (command.verb()) {
            case "EHLO", "HELO" -> greet(command);
            case "MAIL" -> mail(command);
            case "RCPT" -> recipient(command);
            case "DATA" -> beginData();
            case "BDAT" -> beginChunk(command);
            case "STARTTLS" -> startTls();
            case "RSET" -> {
                reset();
                reply("250 2.0.0 Ok");
            }
            case "NOOP" -> reply("250 2.0.0 Ok");
            case "VRFY" -> reply("252 2.5.2 Send the mail to find out");
            case "HELP" -> reply("214 2.0.0 See RFC 5321");
            case "QUIT" -> {
                reply("221 2.0.0 Bye");
                phase = Phase.OVER;
            }
            default -> reply("500 5.5.1 There is no such command here");
        }
    }

    private void greet(SmtpCommand command) {
        if (command.argument().isEmpty()) {
            reply("501 5.5.4 Syntax: " + command.verb() + " <host name>");
            return;
        }
        reset();
        if (command.verb().equals("HELO")) {
            reply("250 " + listener.name());
            return;
        }
        reply("250-" + listener.name());
        reply("250-PIPELINING");
        reply("250-8BITMIME");
        reply("250-SIZE " + listener.maxSize());
        if (listener.offersTls() && !socket.isSsl()) {
            reply("250-STARTTLS");
        }
        reply("250-CHUNKING");
        reply("250-ENHANCEDSTATUSCODES");
        reply("250 SMTPUTF8");
    }

    private void startTls() {
        if (!listener.offersTls()) {
            reply("454 4.7.0 There is no TLS here now");
        } else if (socket.isSsl()) {
            reply("503 5.5.1 TLS is there already");
        } else {
            reset();
            from = to;
            reply("220 2.0.0 Go ahead");
            phase = Phase.SECURING;
        }
    }

    private void secure(Buffer goAhead) {
        socket.write(goAhead).compose(sent -> socket.upgradeToSsl()).onComplete(secured -> {
            since = System.nanoTime();
            if (secured.succeeded()) {
                phase = Phase.COMMANDS;
            } else {
                LOG.infof("action=starttls outcome=failed cause=\"%s\"", secured.cause());
                socket.close();
            }
        });
    }

    private void mail(SmtpCommand command) {
        var path = command.path("FROM");
        if (sender != null) {
            reply("503 5.5.1 A mail is under way already");
        } else if (path == null) {
            reply("501 5.5.4 Syntax: MAIL FROM:<address>");
        } else if (path.size() > listener.maxSize()) {
            refuseAsTooLarge();
        } else {
            sender = path.address();
            reply("250 2.1.0 Ok");
        }
    }

    private void recipient(SmtpCommand command) {
        var path = command.path("TO");
        if (sender == null || content != null) {
            reply("503 5.5.1 MAIL comes first");
            return;
        }
        if (path == null || path.address().isEmpty()) {
            reply("501 5.5.4 Syntax: RCPT TO:<address>");
            return;
        }
        if (recipients == MAX_RECIPIENTS) {
            reply("452 4.5.3 No more recipients at once, please");
            return;
        }
        var account = listener.accounts().receiving(path.address());
        if (account.isPresent()) {
            var tags = receivers.computeIfAbsent(account.get(), any -> new ArrayList<>());
            MailAccounts.tag(path.address()).ifPresent(tags::add);
            recipients++;
            reply("250 2.1.5 Ok");
        } else if (listener.accounts().areAllKnown()) {
            refused("unknown-recipient");
            reply("550 5.1.1 No such mailbox here");
        } else {
            refused("accounts-unknown");
            reply("450 4.3.0 The mailboxes here are not all known yet");
        }
    }

    private void replyThatNoneIsDue() {
        reply(sender == null || content != null ? "503 5.5.1 MAIL comes first" : "503 5.5.1 There is no recipient");
    }

    private void beginData() {
        if (recipients == 0 || content != null) {
            replyThatNoneIsDue();
            return;
        }
        content = new MailContent(listener.maxSize());
        dotted = new DottedContent(content);
        phase = Phase.DATA;
        reply("354 End data with <CR><LF>.<CR><LF>");
    }

    private boolean data() {
        var mail = Objects.requireNonNull(content);
        var end = Objects.requireNonNull(dotted);
        from = end.take(input, from, to);
        if (end.isWhole()) {
            takeOrRefuse(mail);
            return true;
        }
        // the answer is only heard at the end of the mail; who never comes to an end is cut off
        hangUpOnTooMuch(mail.excess());
        return false;
    }

    private void beginChunk(SmtpCommand command) {
        var announced = command.chunk();
        if (announced == null) {
            // what follows cannot be told from commands
            reply("501 5.5.4 Syntax: BDAT <octets> [LAST]");
            phase = Phase.OVER;
            return;
        }
        if (recipients > 0 && content == null) {
            content = new MailContent(listener.maxSize());
        }
        chunk = announced;
        chunkLeft = announced.size();
        phase = Phase.CHUNK;
        hangUpOnTooMuch(announced.size() - listener.maxSize());
    }

    private boolean chunk() {
        var mail = content;
        int length = (int) Math.min(chunkLeft, to - from);
        if (mail != null) {
            mail.add(input, from, length);
        }
        from += length;
        chunkLeft -= length;
        if (chunkLeft > 0) {
            return false;
        }
        phase = Phase.COMMANDS;
        if (mail == null) {
            replyThatNoneIsDue();
        } else if (chunk.isLast() || mail.isTooLarge()) {
            takeOrRefuse(mail);
        } else {
            reply("250 2.0.0 " + chunk.size() + " octets received");
        }
        return true;
    }

    private void hangUpOnTooMuch(long excess) {
        if (excess > (long) PATIENCE * listener.maxSize()) {
            refuseAsTooLarge();
            phase = Phase.OVER;
        }
    }

    private void takeOrRefuse(MailContent mail) {
        if (mail.isTooLarge()) {
            refuseAsTooLarge();
            reset();
            phase = Phase.COMMANDS;
            return;
        }
        var octets = mail.octets();
        var envelopeSender = sender;
        var envelopeReceivers = receivers;
        (socket.isSsl() ? listener.overTls() : listener.inTheClear()).increment();
        reset();
        phase = Phase.TAKING;
        since = System.nanoTime();
        taking = listener.intake().take(octets, envelopeSender, envelopeReceivers);
        var unused = taking.whenComplete((nothing, failure) -> context.runOnContext(here -> taken(failure)));
    }

    private void taken(@Nullable Throwable failure) {
        if (phase != Phase.TAKING) {
            return;
        }
        if (failure == null) {
            refusals = 0;
            reply("250 2.0.0 Ok");
        } else {
            refused("unavailable");
            LOG.warnf("action=defer cause=\"%s\"", failure);
            reply("451 4.3.0 Cannot keep mail safe now, please try again later");
        }
        phase = Phase.COMMANDS;
        since = System.nanoTime();
        proceed();
    }

    private void refuseAsTooLarge() {
        refused("too-large");
        reply("552 5.3.4 Message size exceeds fixed limit of " + listener.maxSize() + " bytes");
    }

    private void refused(String reason) {
        listener.metrics().counter("rapport.email.refused", "reason", reason).increment();
    }

    private void reset() {
        sender = null;
        receivers = new LinkedHashMap<>();
        recipients = 0;
        content = null;
        dotted = null;
    }
}
