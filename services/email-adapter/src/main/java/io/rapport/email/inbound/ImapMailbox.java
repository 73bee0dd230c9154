package io.rapport.email.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.Party;
import io.rapport.email.EmailConfig;
import io.rapport.email.EmailConfig.ImapTls;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.oauth.AccessToken;
import io.rapport.platform.channel.inbound.ListComparisons;
import io.rapport.platform.channel.store.PayloadStore;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes in one folder of a mailbox that another server keeps (RFC 9051), on one connection and the thread that runs it.
 *
 * <p>The folder is opened for reading only: nothing in it changes, no mail is marked as seen. The checkpoint moves after each mail
 * that is safe. Whatever goes wrong ends the connection; the next one goes on from the checkpoint.
 */
final class ImapMailbox implements Runnable {
    private static final Logger LOG = Logger.getLogger(ImapMailbox.class);

    /** How many UIDs are asked for at once; where a stretch of them is empty, the next one is twice as long. */
    private static final long STRETCH = 100;
    /** How many of the latest UIDs are compared; an answer names them all. */
    private static final long COMPARED = 10_000;
    /** The most bytes of one answer. */
    private static final int FETCH_SIZE = 256 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration STEP = Duration.ofSeconds(1);
    /** After so long without a command, asking for the count is one, and ends the wait. */
    private static final Duration QUIET = Duration.ofMillis(1100);
    /** Where servers and the sender's program write down the address a mail was sent to. */
    private static final List<String> RECEIVERS = List.of("Delivered-To", "X-Original-To", "To", "Cc");

    private static final List<String> RECIPIENTS = List.of("To", "Cc", "Bcc");
    private static final int MOST_RECIPIENTS = 100;

    private final String id;
    private final ImapRole role;
    private final EmailConfig.ImapServer config;
    private final MailAccount account;
    private final Access access;
    private final MailAccounts accounts;
    private final MailIntake intake;
    private final ListComparisons comparisons;
    private final PayloadStore store;
    private final Clock clock;
    private final int maxSize;
    private final Duration publishTimeout;
    private final Counter received;
    private final Counter failed;
    private final Counter bytes;
    private final AtomicInteger connected;
    private final AtomicInteger paused;
    private final Semaphore news = new Semaphore(0);
    private volatile ImapState state = new ImapState.Connecting();
    private String marker = "";
    private Instant nextComparison = Instant.EPOCH;
    private int failures;

    ImapMailbox(
            String id,
            ImapRole role,
            EmailConfig email,
            EmailConfig.ImapServer config,
            MailAccount account,
            Access access,
            MailAccounts accounts,
            MailIntake intake,
            ListComparisons comparisons,
            PayloadStore store,
            Clock clock,
            MeterRegistry metrics) {
        this.id = id;
        this.role = role;
        this.config = config;
        this.account = account;
        this.access = access;
        this.accounts = accounts;
        this.intake = intake;
        this.comparisons = comparisons;
        this.store = store;
        this.clock = clock;
        this.maxSize = Math.toIntExact(email.maxSize().asLongValue());
        this.publishTimeout = email.publishTimeout();
        var name = "rapport.email.imap.";
        var tags = List.of(
                Tag.of("account", account.address()),
                Tag.of("folder", role.name().toLowerCase(Locale.ROOT)));
        // an earlier line of the account, which has ended, left its own there
        for (var gauge : List.of("connected", "paused")) {
            metrics.find(name + gauge).tags(tags).meters().forEach(metrics::remove);
        }
        this.received = metrics.counter(name + "received", tags);
        this.failed = metrics.counter(name + "failures", tags);
        this.bytes = metrics.counter(name + "bytes", tags);
        this.paused = Objects.requireNonNull(metrics.gauge(name + "paused", tags, new AtomicInteger()));
        this.connected = Objects.requireNonNull(metrics.gauge(name + "connected", tags, new AtomicInteger()));
    }

    /**
     * What the folders of one mailbox share.
     *
     * @param trust whom the JVM trusts when absent
     * @param token the password counts when absent
     */
    record Access(@Nullable SSLContext trust, @Nullable AccessToken token, ByteBudget budget) {}

    /** As much was fetched as may be. */
    private static final class OverBudget extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Instant until;

        OverBudget(Instant until) {
            this.until = until;
        }
    }

    /**
     * For this class, or to run it. The mail library waits for the server inside a monitor, where a virtual thread keeps the thread
     * that carries it before JDK 24 (JEP 491): a few mailboxes would keep them all.
     */
    static Thread.Builder thread(String name) {
        Thread.Builder builder =
                Runtime.version().feature() < 24 ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
        return builder.name(name);
    }

    /** Ends the wait for something new, soon: what interrupts a virtual thread's wait for the server leaves others waiting. */
    void lookUp() {
        news.release();
    }

    private static void endIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    String name() {
        return account.address() + " " + role.name().toLowerCase(Locale.ROOT);
    }

    ImapState state() {
        return state;
    }

    /** Until interrupted, or until it is known that there is no such folder. */
    @Override
    public void run() {
        boolean exists = true;
        while (exists && !Thread.currentThread().isInterrupted()) {
            try {
                exists = connection();
            } catch (InterruptedException stopped) {
                return;
            } catch (OverBudget over) {
                if (!await(over.until)) {
                    return;
                }
            } catch (MessagingException | IOException | ExecutionException | TimeoutException | RuntimeException e) {
                if (Thread.currentThread().isInterrupted() || !pause(e)) {
                    return;
                }
            } finally {
                connected.set(0);
            }
        }
    }

    /** False when interrupted. The mails wait in their mailbox. */
    private boolean await(Instant until) {
        LOG.warnf("action=imap-pause mailbox=%s folder=%s until=%s cause=budget", id, role, until);
        state = new ImapState.Paused(until);
        paused.set(1);
        try {
            // in steps, for a machine may sleep, or its clock be set
            while (clock.instant().isBefore(until)) {
                Thread.sleep(STEP);
            }
            return true;
        } catch (InterruptedException stopped) {
            return false;
        } finally {
            paused.set(0);
        }
    }

    private static ImapState state(Exception cause) {
        return switch (cause) {
            case AccessToken.Refused refused -> new ImapState.Refused(String.valueOf(refused.getMessage()));
            case AuthenticationFailedException refused ->
                new ImapState.Refused("The mail server does not let us in: check user and password or token");
            default -> new ImapState.Retrying(cause.getClass().getSimpleName());
        };
    }

    /** False when interrupted. */
    private boolean pause(Exception cause) {
        failed.increment();
        state = state(cause);
        var longest = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
        var pause = longest.dividedBy(2).plusMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() / 2));
        // the words of a server may hold addresses
        LOG.warnf(
                "action=imap-retry mailbox=%s folder=%s cause=%s because=%s pause=%s",
                id,
                role,
                cause.getClass().getSimpleName(),
                cause.getCause() == null ? "" : cause.getCause().getClass().getSimpleName(),
                pause);
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private void signIn(IMAPStore server) throws MessagingException, IOException, InterruptedException {
        var token = access.token();
        var secret = token == null ? config.password().orElseThrow() : token.get();
        try {
            server.connect(config.host(), config.port().orElse(-1), config.user(), secret);
        } catch (AuthenticationFailedException refused) {
            if (token != null) {
                token.forget();
            }
            throw refused;
        }
    }

    /** False when the server has no such folder; true never, for it ends by an exception. */
    private boolean connection()
            throws MessagingException, IOException, ExecutionException, TimeoutException, InterruptedException,
                    OverBudget {
        var protocol = config.tls() == ImapTls.IMPLICIT ? "imaps" : "imap";
        try (var server = (IMAPStore) Session.getInstance(properties(protocol)).getStore(protocol)) {
            signIn(server);
            var name = folderName(server);
            if (name.isEmpty()) {
                LOG.infof("action=imap-no-folder mailbox=%s folder=%s; name it by its setting sent-folder", id, role);
                state = new ImapState.Absent();
                return false;
            }
            marker = "imap-" + DeterministicId.of(account.address(), config.host(), config.user(), name.get());
            var folder = (IMAPFolder) server.getFolder(name.get());
            folder.open(Folder.READ_ONLY);
            connected.set(1);
            state = new ImapState.Connected();
            var checkpoint = checkpoint(folder.getUIDValidity());
            boolean idle = config.idle() && server.hasCapability("IDLE");
            LOG.infof("action=imap-connect mailbox=%s folder=%s uid=%d idle=%s", id, role, checkpoint.uid(), idle);
            folder.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent event) {
                    news.release();
                }
            });
            while (true) {
                news.drainPermits();
                endIfInterrupted();
                int count = folder.getMessageCount();
                checkpoint = takeAfter(checkpoint, folder, count);
                checkpoint = compared(checkpoint, folder);
                failures = 0;
                // what the server said in the meantime it does not say again
                if (folder.getMessageCount() == count) {
                    pause(folder, idle);
                }
            }
        }
    }

    private Optional<String> folderName(IMAPStore server) throws MessagingException {
        return switch (role) {
            case RECEIVED -> Optional.of(config.folder());
            case SENT ->
                config.sentFolder().isPresent()
                        ? config.sentFolder()
                        : announced(server.getDefaultFolder().list("*"));
        };
    }

    private static Optional<String> announced(Folder[] all) throws MessagingException {
        for (var folder : all) {
            if (Arrays.stream(((IMAPFolder) folder).getAttributes()).anyMatch("\\Sent"::equalsIgnoreCase)) {
                return Optional.of(folder.getFullName());
            }
        }
        return Optional.empty();
    }

    private Properties properties(String protocol) {
        var properties = new Properties();
        Map.of(
                        "peek", "true",
                        "fetchsize", Integer.toString(FETCH_SIZE),
                        "connectiontimeout", Long.toString(CONNECT_TIMEOUT.toMillis()),
                        "timeout",
                                Long.toString(config.pollEvery().plus(PATIENCE).toMillis()),
                        "writetimeout", Long.toString(PATIENCE.toMillis()),
                        "ssl.checkserveridentity", "true",
                        "starttls.enable", Boolean.toString(config.tls() == ImapTls.STARTTLS),
                        "starttls.required", Boolean.toString(config.tls() == ImapTls.STARTTLS))
                .forEach((name, value) -> properties.setProperty("mail." + protocol + '.' + name, value));
        if (access.trust() != null) {
            properties.put(
                    "mail." + protocol + ".ssl.socketFactory", access.trust().getSocketFactory());
        }
        if (access.token() != null) {
            properties.setProperty("mail." + protocol + ".auth.mechanisms", "XOAUTH2");
        }
        return properties;
    }

    private ImapCheckpoint checkpoint(long validity) {
        var checkpoint = store.read(account.tenant(), marker)
                .map(ImapCheckpoint::read)
                .filter(known -> known.validity() == validity)
                .orElseGet(() -> ImapCheckpoint.start(validity));
        // written anew, so that the store does not take it for one that nobody needs
        return moved(checkpoint);
    }

    private ImapCheckpoint moved(ImapCheckpoint to) {
        store.replace(account.tenant(), marker, to.content());
        return to;
    }

    private ImapCheckpoint takeAfter(ImapCheckpoint start, IMAPFolder folder, int count)
            throws MessagingException, IOException, ExecutionException, TimeoutException, InterruptedException,
                    OverBudget {
        var checkpoint = start;
        long last = count == 0 ? 0 : uidOfLast(folder, count);
        long stretch = STRETCH;
        for (long from = start.uid() + 1; from <= last; ) {
            long to = Math.min(last, from + stretch - 1);
            var mails = folder.getMessagesByUID(from, to);
            var sizes = new FetchProfile();
            sizes.add(FetchProfile.Item.SIZE);
            folder.fetch(mails, sizes);
            for (var mail : mails) {
                long uid = folder.getUID(mail);
                take((IMAPMessage) mail, checkpoint.validity(), uid);
                checkpoint = moved(checkpoint.after(uid));
            }
            stretch = mails.length == 0 ? 2 * stretch : STRETCH;
            from = to + 1;
        }
        return checkpoint;
    }

    /** Takes what is in the folder now and was not when it was its turn: a server may show a mail later than those behind it. */
    private ImapCheckpoint compared(ImapCheckpoint start, IMAPFolder folder)
            throws MessagingException, IOException, ExecutionException, TimeoutException, InterruptedException,
                    OverBudget {
        var now = clock.instant();
        if (start.uid() == 0 || config.compareEvery().isZero() || now.isBefore(nextComparison)) {
            return start;
        }
        var checkpoint = start;
        long known = 0;
        long fetched = 0;
        for (var mail : folder.getMessagesByUID(Math.max(1, start.uid() - COMPARED + 1), start.uid())) {
            long uid = folder.getUID(mail);
            if (start.passedOver(uid)) {
                take((IMAPMessage) mail, start.validity(), uid);
                checkpoint = moved(checkpoint.with(uid));
                fetched++;
            } else {
                known++;
            }
        }
        comparisons
                .tell(
                        account.tenant(),
                        Channel.EMAIL,
                        account.address(),
                        folder.getFullName(),
                        new ListComparisons.Found(known, fetched, 0))
                .subscribeAsCompletionStage()
                .get(publishTimeout.toMillis(), TimeUnit.MILLISECONDS);
        nextComparison = now.plus(config.compareEvery());
        return checkpoint;
    }

    private static long uidOfLast(IMAPFolder folder, int count) throws MessagingException {
        try {
            return folder.getUID(folder.getMessage(count));
        } catch (MessageRemovedException gone) {
            return 0;
        }
    }

    private void take(IMAPMessage mail, long validity, long uid)
            throws MessagingException, IOException, ExecutionException, TimeoutException, InterruptedException,
                    OverBudget {
        var raw = content(mail);
        endIfInterrupted();
        if (raw.isEmpty()) {
            // somebody has removed it in the meantime
            return;
        }
        if (raw.get().length > maxSize) {
            intake.quarantine(
                            account,
                            marker + '-' + validity + '-' + uid,
                            false,
                            mail.getSize(),
                            "The mail is larger than " + maxSize
                                    + " bytes. It was not taken, and is still in its mailbox.")
                    .subscribeAsCompletionStage()
                    .get(publishTimeout.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        received.increment();
        bytes.increment(raw.get().length);
        var headers = new InternetHeaders(new ByteArrayInputStream(raw.get()), true);
        var taken = switch (role) {
            case RECEIVED -> {
                var envelope = new MailEnvelope.Received(returnPath(headers), tags(headers, RECEIVERS));
                yield intake.take(raw.get(), account, envelope);
            }
            case SENT ->
                intake.takeSent(
                        raw.get(), account, recipients(headers), tags(headers, List.of("Reply-To")), arrival(mail));
        };
        taken.get(publishTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When the server got it, in whose clock there is more trust than in that of whoever wrote it. */
    private static Optional<Instant> arrival(IMAPMessage mail) throws MessagingException {
        return Optional.ofNullable(mail.getReceivedDate()).map(Date::toInstant);
    }

    /** Empty when somebody has removed the mail; longer than allowed, but not whole, when it is too large. */
    private Optional<byte[]> content(IMAPMessage mail) throws MessagingException, IOException, OverBudget {
        try {
            if (mail.getSize() > maxSize) {
                return Optional.of(new byte[maxSize + 1]);
            }
            var until = access.budget().take(Math.max(0, mail.getSize()));
            if (until.isPresent()) {
                throw new OverBudget(until.get());
            }
            try (var content = mail.getMimeStream()) {
                return Optional.of(content.readNBytes(maxSize + 1)).filter(it -> it.length > 0);
            }
        } catch (MessageRemovedException gone) {
            return Optional.empty();
        }
    }

    /** The envelope's sender as the last server wrote it down (RFC 5321 section 4.4). */
    private static @Nullable String returnPath(InternetHeaders headers) {
        var path = headers.getHeader("Return-Path");
        return path == null ? null : path[0].strip().replaceAll("^<|>$", "");
    }

    private List<String> tags(InternetHeaders headers, List<String> fields) {
        return addresses(headers, fields)
                .map(InternetAddress::getAddress)
                .filter(address -> accounts.receiving(address).equals(Optional.of(account)))
                .flatMap(address -> MailAccounts.tag(address).stream())
                .distinct()
                .toList();
    }

    /** Whom a mail of ours is for, each once. */
    private List<Party> recipients(InternetHeaders headers) {
        var parties = new LinkedHashMap<String, Party>();
        addresses(headers, RECIPIENTS)
                .filter(address -> accounts.receiving(address.getAddress()).isEmpty())
                .map(address -> new Party(address.getAddress().toLowerCase(Locale.ROOT), address.getPersonal()))
                .limit(MOST_RECIPIENTS)
                .forEach(party -> parties.putIfAbsent(party.address(), party));
        return List.copyOf(parties.values());
    }

    private static Stream<InternetAddress> addresses(InternetHeaders headers, List<String> fields) {
        return fields.stream()
                .map(headers::getHeader)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .flatMap(ImapMailbox::addresses)
                .filter(address -> !address.isGroup() && address.getAddress().indexOf('@') > 0);
    }

    private static Stream<InternetAddress> addresses(String header) {
        try {
            return Arrays.stream(InternetAddress.parseHeader(header, false));
        } catch (AddressException nobody) {
            return Stream.empty();
        }
    }

    /** Until there is something new to see, or it is time to look. */
    private void pause(IMAPFolder folder, boolean idle) throws MessagingException, InterruptedException {
        if (!idle) {
            Thread.sleep(config.pollEvery());
            return;
        }
        var alarm = thread("imap-alarm-" + id).start(() -> {
            try {
                // a server may tell of new mail in the moment the wait begins, which the wait does not hear
                if (news.tryAcquire(config.pollEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(QUIET);
                }
                // ends the wait, and finds out whether the server is still there
                folder.getMessageCount();
            } catch (InterruptedException | MessagingException | IllegalStateException over) {
                LOG.debugf(
                        "action=imap-alarm mailbox=%s cause=%s",
                        id, over.getClass().getSimpleName());
            }
        });
        try {
            folder.idle(true);
        } finally {
            alarm.interrupt();
        }
    }
}
