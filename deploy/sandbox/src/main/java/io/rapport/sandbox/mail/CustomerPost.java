package io.rapport.sandbox.mail;

import io.rapport.sandbox.Changes;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.People;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.jspecify.annotations.Nullable;

/** Posts customers' mail by SMTP, as any mail server would: to the platform, or to the mailbox that it fetches. */
@Singleton
public class CustomerPost {
    private final Vertx vertx;
    private final MailClient toPlatform;
    private final CompanyMailbox companyMailbox;
    private final Mailboxes mailboxes;
    private final People people;
    private final Changes changes;
    private final Clock clock;
    private final String support;
    private final String where;
    private @Nullable MailClient toMailbox;

    CustomerPost(
            Vertx vertx,
            SandboxConfig config,
            CompanyMailbox companyMailbox,
            Mailboxes mailboxes,
            People people,
            Changes changes,
            Clock clock) {
        this.vertx = vertx;
        this.toPlatform = client(vertx, config.email().host(), config.email().port());
        this.companyMailbox = companyMailbox;
        this.mailboxes = mailboxes;
        this.people = people;
        this.changes = changes;
        this.clock = clock;
        this.support = config.email().to();
        this.where = config.email().host() + ":" + config.email().port();
    }

    /**
     * An address of the company.
     *
     * @param way how mail to it reaches the platform
     */
    public record Address(String address, String way) {}

    /** Where customers can write to. */
    public List<Address> addresses() {
        return Stream.concat(
                        Stream.of(new Address(support, "SMTP")),
                        companyMailbox.address().stream().map(it -> new Address(it, "IMAP")))
                .toList();
    }

    private static MailClient client(Vertx vertx, String host, int port) {
        return MailClient.create(
                vertx,
                new MailConfig(host, port).setOwnHostname("sandbox.example.com").setStarttls(StartTLSOptions.DISABLED));
    }

    /** What a customer writes. */
    public record Letter(
            @Nullable String fromName,
            String from,
            @Nullable String to,
            @Nullable String subject,
            String text,
            @Nullable String inReplyTo) {}

    /** The platform did not take a mail. */
    public static final class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int smtpCode;

        NotTaken(int smtpCode, String message) {
            super(message);
            this.smtpCode = smtpCode;
        }

        /** 0 when there was no answer at all. */
        public int smtpCode() {
            return smtpCode;
        }
    }

    /** Sends a mail and puts it into the customer's mailbox once the platform has it; else fails with {@link NotTaken}. */
    public Uni<Mail> send(Letter letter) {
        var mail = write(letter);
        return clientFor(mail.to())
                .sendMail(wire(mail))
                .onFailure()
                .transform(this::notTaken)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> keep(mail))
                .replaceWith(mail);
    }

    private synchronized MailClient clientFor(String recipient) {
        if (!companyMailbox.receives(recipient)) {
            return toPlatform;
        }
        if (toMailbox == null) {
            toMailbox = client(vertx, "localhost", companyMailbox.smtpPort());
        }
        return toMailbox;
    }

    private void keep(Mail mail) {
        people.meet(mail.customer(), mail.fromName());
        mailboxes.add(mail);
        changes.of(mail.customer());
    }

    @PreDestroy
    void close() {
        toPlatform.closeAndForget();
        if (toMailbox != null) {
            toMailbox.closeAndForget();
        }
    }

    private Mail write(Letter letter) {
        var customer = letter.from().strip().toLowerCase(Locale.ROOT);
        var references = new ArrayList<String>();
        var answered = letter.inReplyTo();
        if (answered != null) {
            mailboxes.find(customer, answered).ifPresent(mail -> references.addAll(mail.references()));
            references.remove(answered);
            references.add(answered);
        }
        return new Mail(
                customer,
                Mail.Way.SENT,
                "<" + UUID.randomUUID() + "@sandbox.example.com>",
                answered,
                references,
                customer,
                oneLine(letter.fromName()),
                letter.to() == null || letter.to().isBlank()
                        ? support
                        : letter.to().strip(),
                null,
                letter.subject() == null ? "" : String.valueOf(oneLine(letter.subject())),
                letter.text().strip(),
                false,
                clock.instant(),
                0);
    }

    private static MailMessage wire(Mail mail) {
        var headers = MultiMap.caseInsensitiveMultiMap().add("Message-ID", mail.messageId());
        headers.add(
                "From",
                mail.fromName() == null
                        ? mail.from()
                        : EncoderUtil.encodeAddressDisplayName(mail.fromName()) + " <" + mail.from() + ">");
        if (mail.inReplyTo() != null) {
            headers.add("In-Reply-To", mail.inReplyTo());
            headers.add("References", String.join("\r\n ", mail.references()));
        }
        return new MailMessage()
                .setFrom(mail.from())
                .setTo(List.of(mail.to()))
                .setSubject(mail.subject())
                .setText(mail.text())
                .setHeaders(headers);
    }

    private NotTaken notTaken(Throwable failure) {
        if (failure instanceof SMTPException reply) {
            return new NotTaken(
                    reply.getReplyCode(),
                    "The email adapter answered: "
                            + String.join(" ", reply.getReplyMessages()).strip());
        }
        return new NotTaken(
                0, "The email adapter does not answer at " + where + ": is it running? Try ./rapport status.");
    }

    private static @Nullable String oneLine(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
