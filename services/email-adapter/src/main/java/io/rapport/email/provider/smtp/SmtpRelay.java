package io.rapport.email.provider.smtp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.EmailConfig;
import io.rapport.email.EmailConfig.RelayTls;
import io.rapport.email.MailAccounts;
import io.rapport.email.TlsSettings;
import io.rapport.email.oauth.AccessToken;
import io.rapport.email.outbound.EmailComposer;
import io.rapport.email.outbound.OutgoingEmail;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.email.unsubscribe.UnsubscribeLinks;
import io.rapport.email.unsubscribe.UnsubscribeTokens;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.OutgoingFiles.Loaded;
import io.rapport.platform.channel.store.StoreCall;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
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
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Hands mail to an SMTP relay over connections that it keeps. */
@Singleton
public class SmtpRelay implements Provider {
    private final Vertx vertx;
    private final MailConfig settings;
    private final @Nullable AccessToken token;
    private final Context context;
    private final MailAccounts accounts;
    private final EmailComposer composer;
    private final OutgoingFiles files;
    private final Clock clock;
    private final Duration timeout;
    private MailClient client;
    private @Nullable MailClient former;

    SmtpRelay(
            Vertx vertx,
            EmailConfig config,
            MailAccounts accounts,
            TlsSettings tlsSettings,
            ThreadTokens tokens,
            UnsubscribeTokens unsubscribe,
            OutgoingFiles files,
            ObjectMapper json,
            Clock clock) {
        if (config.relay().oauth().isPresent()
                && (config.relay().password().isPresent()
                        || config.relay().user().isEmpty())) {
            throw new IllegalArgumentException(
                    "rapport.email.relay: oauth needs a user to sign in as, and no password");
        }
        this.vertx = vertx;
        this.settings = clientConfig(config.relay(), config.smtp().name(), tlsSettings);
        this.token = config.relay()
                .oauth()
                .map(oauth -> new AccessToken(oauth, json, clock))
                .orElse(null);
        this.client = MailClient.create(vertx, settings);
        this.context = vertx.getOrCreateContext();
        this.accounts = accounts;
        this.composer =
                new EmailComposer(tokens, new UnsubscribeLinks(unsubscribe, config.publicUrl()), config.subjectToken());
        this.files = files;
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
                            message.thread().account() + " is not one of our mailboxes any more.")));
        }
        if (!isAddress(message.to().address())) {
            return Uni.createFrom()
                    .item(new DeliveryOutcome.Refused(new DeliveryFailure(
                            Reason.ADDRESS_UNKNOWN, null, message.to().address() + " is not a mail address.")));
        }
        // the secret of the tokens that a mail carries is in the store, too
        return files.with(
                tenant,
                message.attachments(),
                loaded -> StoreCall.of(() -> wire(composer.compose(message, account.get(), clock.instant()), loaded))
                        .chain(this::send)
                        .onFailure(TransientFailure.class)
                        .recoverWithItem(away -> new DeliveryOutcome.Away("The payload store is away")));
    }

    /** A mail as the client takes it, and its Message-ID. */
    private record Written(String messageId, MailMessage mail) {}

    private Uni<DeliveryOutcome> send(Written written) {
        // All from one context: called from several threads, the client's pool now and then left a mail waiting for a
        // connection until the timeout, most often after one was refused.
        return client().chain(signedIn -> signedIn.sendMail(written.mail()).runSubscriptionOn(context::runOnContext))
                .<DeliveryOutcome>map(accepted -> new DeliveryOutcome.Accepted(written.messageId()))
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(() -> DeliveryOutcome.noAnswer("The SMTP relay", new TimeoutException()))
                .onFailure()
                .recoverWithItem(this::outcome);
    }

    private DeliveryOutcome outcome(Throwable failure) {
        var outcome = failure instanceof AccessToken.Refused
                ? new DeliveryOutcome.Away(String.valueOf(failure.getMessage()))
                : SmtpReplies.outcome(failure);
        if (token != null && outcome instanceof DeliveryOutcome.Away) {
            token.forget();
        }
        return outcome;
    }

    /** Its pool signs in with one token: a new token means a new pool, and the one before last has nothing under way any more. */
    private Uni<MailClient> client() {
        var signingIn = token;
        return signingIn == null
                ? Uni.createFrom().item(client)
                : Uni.createFrom()
                        .item(Unchecked.supplier(signingIn::get))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .map(this::signingInWith);
    }

    private synchronized MailClient signingInWith(String secret) {
        if (!secret.equals(settings.getPassword())) {
            if (former != null) {
                former.closeAndForget();
            }
            former = client;
            settings.setPassword(secret);
            client = MailClient.create(vertx, new MailConfig(settings));
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        client.closeAndForget();
        if (former != null) {
            former.closeAndForget();
        }
    }

    private static Written wire(OutgoingEmail mail, List<Loaded> files) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        mail.headers().forEach(headers::add);
        var message = new MailMessage()
                .setBounceAddress(mail.envelopeSender())
                .setTo(mail.recipient())
                .setHeaders(headers);
        MimeParts.add(message, mail, files);
        return new Written(mail.messageId(), message);
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
        relay.oauth().ifPresent(oauth -> config.setAuthMethods("XOAUTH2"));
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
