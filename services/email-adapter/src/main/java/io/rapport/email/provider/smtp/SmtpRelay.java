package io.rapport.email.provider.smtp;

import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.EmailConfig;
import io.rapport.email.EmailConfig.RelayTls;
import io.rapport.email.MailAccounts;
import io.rapport.email.TlsSettings;
import io.rapport.email.outbound.EmailComposer;
import io.rapport.email.outbound.OutgoingEmail;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.store.StoreUnavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.mutiny.core.Context;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Hands mail to an SMTP relay over connections that it keeps. */
@Singleton
public class SmtpRelay implements Provider {
    private final MailClient client;
    private final Context context;
    private final MailAccounts accounts;
    private final EmailComposer composer;
    private final Clock clock;
    private final Duration timeout;

    SmtpRelay(
            Vertx vertx,
            EmailConfig config,
            MailAccounts accounts,
            TlsSettings tlsSettings,
            ThreadTokens tokens,
            Clock clock) {
        this.client = MailClient.create(
                vertx, clientConfig(config.relay(), config.smtp().name(), tlsSettings));
        this.context = vertx.getOrCreateContext();
        this.accounts = accounts;
        this.composer = new EmailComposer(tokens, config.subjectToken());
        this.clock = clock;
        this.timeout = config.relay().timeout();
    }

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        var account = accounts.receiving(message.thread().account())
                .filter(it -> it.tenant().equals(tenant));
        if (account.isEmpty()) {
            return Uni.createFrom()
                    .item(new DeliveryOutcome.Refused(new DeliveryFailure(
                            Reason.REFUSED_BY_POLICY,
                            null,
                            message.thread().account()
                                    + " is not one of our mailboxes; add it to rapport.email.accounts.")));
        }
        if (!isAddress(message.to().address())) {
            return Uni.createFrom()
                    .item(new DeliveryOutcome.Refused(new DeliveryFailure(
                            Reason.ADDRESS_UNKNOWN, null, message.to().address() + " is not a mail address.")));
        }
        OutgoingEmail mail;
        try {
            mail = composer.compose(message, account.get(), clock.instant());
        } catch (StoreUnavailable away) {
            return Uni.createFrom().item(new DeliveryOutcome.Away("The payload store is away"));
        }
        // All from one context: called from several threads, the client's pool now and then left a mail waiting for a
        // connection
        // until the timeout, most often after one was refused.
        return client.sendMail(wire(mail))
                .runSubscriptionOn(context::runOnContext)
                .<DeliveryOutcome>map(accepted -> new DeliveryOutcome.Accepted(mail.messageId()))
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(() -> DeliveryOutcome.noAnswer("The SMTP relay", new TimeoutException()))
                .onFailure()
                .recoverWithItem(SmtpReplies::outcome);
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }

    private static MailMessage wire(OutgoingEmail mail) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        mail.headers().forEach(headers::add);
        return new MailMessage()
                .setBounceAddress(mail.envelopeSender())
                .setTo(mail.recipient())
                .setText(mail.text())
                .setHeaders(headers);
    }

    /** Only what cannot break the SMTP dialogue; whether the address exists is the relay's to say. */
    private static boolean isAddress(String address) {
        int at = address.lastIndexOf('@');
        return at > 0
                && at < address.length() - 1
                && address.chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>' || c == ',' || c == 0x7f);
    }

    private static MailConfig clientConfig(EmailConfig.Relay relay, String ownName, TlsSettings tlsSettings) {
        var config = new MailConfig(relay.host(), relay.port())
                .setOwnHostname(ownName)
                .setMaxPoolSize(relay.maxConnections())
                .setKeepAlive(true)
                .setLogin(relay.user().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
        relay.user().ifPresent(config::setUsername);
        relay.password().ifPresent(config::setPassword);
        tlsSettings
                .named("rapport.email.relay.tls-configuration-name", relay.tlsConfigurationName())
                .ifPresent(tls -> TlsConfigUtils.configure(config, tls));
        // without an algorithm the client checks the server's name by itself, with one it does not
        config.setHostnameVerificationAlgorithm("");
        return config.setSsl(relay.tls() == RelayTls.IMPLICIT).setStarttls(starttls(relay.tls()));
    }

    private static StartTLSOptions starttls(RelayTls tls) {
        return switch (tls) {
            case STARTTLS -> StartTLSOptions.REQUIRED;
            case OPPORTUNISTIC -> StartTLSOptions.OPTIONAL;
            case IMPLICIT, NONE -> StartTLSOptions.DISABLED;
        };
    }
}
