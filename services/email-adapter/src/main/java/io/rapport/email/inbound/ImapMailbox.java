package io.rapport.email.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.rapport.contracts.DeterministicId;
import io.rapport.email.EmailConfig;
import io.rapport.email.EmailConfig.ImapTls;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.platform.channel.store.PayloadStore;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
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
    /** The most bytes of one answer. */
    private static final int FETCH_SIZE = 256 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;
    /** Where servers and the sender's program write down the address a mail was sent to. */
    private static final List<String> RECEIVERS = List.of("Delivered-To", "X-Original-To", "To", "Cc");

    private final int number;
    private final EmailConfig.ImapAccount config;
    private final MailAccount account;
    private final @Nullable SSLContext trust;
    private final MailAccounts accounts;
    private final MailIntake intake;
    private final PayloadStore store;
    private final int maxSize;
    private final Duration publishTimeout;
    private final String marker;
    private final Counter received;
    private final Counter failed;
    private final AtomicInteger connected;
    private int failures;

    ImapMailbox(
            int number,
            EmailConfig email,
            MailAccount account,
            @Nullable SSLContext trust,
            MailAccounts accounts,
            MailIntake intake,
            PayloadStore store,
            MeterRegistry metrics) {
        this.number = number;
        this.config = email.imap().accounts().get(number);
        this.account = account;
        this.trust = trust;
        this.accounts = accounts;
        this.intake = intake;
        this.store = store;
        this.maxSize = Math.toIntExact(email.maxSize().asLongValue());
        this.publishTimeout = email.publishTimeout();
        this.marker = "imap-" + DeterministicId.of(account.address(), config.host(), config.user(), config.folder());
        var name = "rapport.email.imap.";
        this.received = metrics.counter(name + "received", "account", account.address());
        this.failed = metrics.counter(name + "failures", "account", account.address());
        this.connected = Objects.requireNonNull(
                metrics.gauge(name + "connected", List.of(Tag.of("account", account.address())), new AtomicInteger()));
    }

    /** Until interrupted. */
    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                connection();
            } catch (InterruptedException stopped) {
                return;
            } catch (MessagingException | IOException | ExecutionException | TimeoutException | RuntimeException e) {
                if (Thread.currentThread().isInterrupted() || !pause(e)) {
                    return;
                }
            } finally {
                connected.set(0);
            }
        }
    }

    /** False when interrupted. */
    private boolean pause(Exception cause) {
        failed.increment();
        var longest = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
        var pause = longest.dividedBy(2).plusMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() / 2));
        // the words of a server may hold addresses
        LOG.warnf(
                "action=imap-retry mailbox=%d cause=%s because=%s pause=%s",
                number,
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

    private void connection()
            throws MessagingException, IOException, ExecutionException, TimeoutException, InterruptedException {
        var protocol = config.tls() == ImapTls.IMPLICIT ? "imaps" : "imap";
        try (var server = (IMAPStore) Session.getInstance(properties(protocol)).getStore(protocol)) {
            server.connect(config.host(), config.port().orElse(-1), config.user(), config.password());
            var folder = (IMAPFolder) server.getFolder(config.folder());
            folder.open(Folder.READ_ONLY);
            connected.set(1);
            var checkpoint = checkpoint(folder.getUIDValidity());
            boolean idle = config.idle() && server.hasCapability("IDLE");
            LOG.infof("action=imap-connect mailbox=%d uid=%d idle=%s", number, checkpoint.uid(), idle);
            while (true) {
                int count = folder.getMessageCount();
                checkpoint = takeAfter(checkpoint, folder, count);
                failures = 0;
                // what the server said in the meantime it does not say again
                if (folder.getMessageCount() == count) {
                    pause(folder, idle);
                }
            }
        }
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
        if (trust != null) {
            properties.put("mail." + protocol + ".ssl.socketFactory", trust.getSocketFactory());
        }
        return properties;
    }

    private ImapCheckpoint checkpoint(long validity) {
        var checkpoint = store.read(account.tenant(), marker)
                .map(ImapCheckpoint::read)
                .filter(known -> known.validity() == validity)
                .orElseGet(() -> new ImapCheckpoint(validity, 0));
        // written anew, so that the store does not take it for one that nobody needs
        return moved(checkpoint);
    }

    private ImapCheckpoint moved(ImapCheckpoint to) {
        store.replace(account.tenant(), marker, to.content());
        return to;
    }

    private ImapCheckpoint takeAfter(ImapCheckpoint start, IMAPFolder folder, int count)
            throws MessagingException, IOException, ExecutionException, TimeoutException, InterruptedException {
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
                checkpoint = moved(new ImapCheckpoint(checkpoint.validity(), uid));
            }
            stretch = mails.length == 0 ? 2 * stretch : STRETCH;
            from = to + 1;
        }
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
            throws MessagingException, IOException, ExecutionException, TimeoutException, InterruptedException {
        var raw = content(mail);
        if (raw.isEmpty()) {
            // somebody has removed it in the meantime
            return;
        }
        if (raw.get().length > maxSize) {
            intake.quarantine(
                    account,
                    marker + '-' + validity + '-' + uid,
                    "The mail with the UID " + uid + " is larger than " + maxSize
                            + " bytes. It was not taken, and is still in its mailbox.");
            return;
        }
        received.increment();
        var headers = new InternetHeaders(new ByteArrayInputStream(raw.get()), true);
        intake.take(raw.get(), returnPath(headers), Map.of(account, tags(headers)))
                .subscribeAsCompletionStage()
                .get(publishTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Empty when somebody has removed the mail; longer than allowed, but not whole, when it is too large. */
    private Optional<byte[]> content(IMAPMessage mail) throws MessagingException, IOException {
        try {
            if (mail.getSize() > maxSize) {
                return Optional.of(new byte[maxSize + 1]);
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

    private List<String> tags(InternetHeaders headers) {
        return RECEIVERS.stream()
                .map(headers::getHeader)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .flatMap(ImapMailbox::addresses)
                .filter(address -> accounts.receiving(address).equals(Optional.of(account)))
                .flatMap(address -> MailAccounts.tag(address).stream())
                .distinct()
                .toList();
    }

    private static Stream<String> addresses(String header) {
        try {
            return Arrays.stream(InternetAddress.parseHeader(header, false)).map(InternetAddress::getAddress);
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
        var alarm = Thread.ofVirtual().name("imap-alarm-" + number).start(() -> {
            try {
                Thread.sleep(config.pollEvery());
                // ends the wait, and finds out whether the server is still there
                folder.getMessageCount();
            } catch (InterruptedException | MessagingException | IllegalStateException over) {
                LOG.debugf(
                        "action=imap-alarm mailbox=%d cause=%s",
                        number, over.getClass().getSimpleName());
            }
        });
        try {
            folder.idle(true);
        } finally {
            alarm.interrupt();
        }
    }
}
