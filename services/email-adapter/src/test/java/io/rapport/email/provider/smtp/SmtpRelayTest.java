package io.rapport.email.provider.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.EmailConfig;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.TlsSettings;
import io.rapport.email.support.SmtpSink;
import io.rapport.email.support.TestCertificate;
import io.rapport.email.support.TokenEndpoint;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.email.unsubscribe.UnsubscribeTokens;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.provider.ProviderContract;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.PayloadStore;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.mutiny.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SmtpRelayTest implements ProviderContract {
    private static final PayloadStore STORE = new PayloadStore(new FolderObjectStore(Path.of("target/relay-store")));

    private static SmtpSink sink;
    private static Vertx vertx;
    private static SmtpRelay relay;

    @BeforeAll
    static void start() {
        sink = SmtpSink.open();
        vertx = Vertx.vertx();
        relay = relay(sink.port());
    }

    @AfterAll
    static void stop() {
        relay.close();
        vertx.closeAndAwait();
        sink.close();
    }

    @Override
    public Provider provider() {
        return relay;
    }

    @Override
    public Provider unreachableProvider() {
        return relay(1);
    }

    @Override
    public SendMessage acceptable() {
        return Messages.saying("Hello");
    }

    @Override
    public SendMessage refused() {
        return Messages.to(Channel.EMAIL, "support@example.com", "refuse@example.com", "Hello");
    }

    @Override
    public SendMessage deferred() {
        return Messages.to(Channel.EMAIL, "support@example.com", "defer@example.com", "Hello");
    }

    @Test
    void shouldRefuseWhenTheMailboxIsNotOurs() {
        assertThat(send(Messages.to(Channel.EMAIL, "gone@example.com", "carla@example.com", "Hello")))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Refused.class,
                        refused -> assertThat(refused.failure().reason()).isEqualTo(Reason.REFUSED_BY_POLICY));
    }

    @Test
    void shouldRefuseAnAddressThatWouldBreakTheDialogue() {
        assertThat(send(Messages.to(Channel.EMAIL, "support@example.com", "a@b>\r\nRCPT TO:<x@y", "Hello")))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Refused.class,
                        refused -> assertThat(refused.failure().reason()).isEqualTo(Reason.ADDRESS_UNKNOWN));
    }

    @Test
    void shouldSendTheFilesThatGoWithAMail() {
        // given
        var picture = file("Bild 😀 \"eins\".png", "image/png", new byte[] {1, 2, 3});
        var plan = file("Der Plan für die Küche.pdf", "application/pdf", new byte[] {4, 5});
        var letter =
                file("a\r\nX-Injected: yes.eml", "message/rfc822", "From: x@example.com\r\n\r\nHi".getBytes(UTF_8));
        var html = "<p>Größe: <img src=\"cid:" + picture.contentId() + "\"></p>";
        var to = "files-" + UUID.randomUUID() + "@example.com";
        // when
        var outcome = send(carrying(to, "Größe: " + "x".repeat(3000), html, List.of(picture, plan, letter)));
        // then
        assertThat(outcome).isInstanceOf(DeliveryOutcome.Accepted.class);
        var mail = sink.mailsTo(to).getFirst();
        assertThat(mail.raw().lines())
                .allMatch(line -> line.length() <= 998 && line.chars().allMatch(c -> c < 0x80));
        assertThat(mail.raw()).doesNotContain("\r\nX-Injected");
        var parts = mail.parts();
        assertThat(parts)
                .extracting(SmtpSink.Part::path)
                .containsExactly(
                        "multipart/mixed/multipart/alternative/text/plain",
                        "multipart/mixed/multipart/alternative/multipart/related/text/html",
                        "multipart/mixed/multipart/alternative/multipart/related/image/png",
                        "multipart/mixed/application/pdf",
                        "multipart/mixed/application/octet-stream");
        var shown = parts.get(2);
        var cid = shown.contentId().substring(1, shown.contentId().length() - 1);
        assertThat(mail.text()).isEqualTo("Größe: " + "x".repeat(3000));
        assertThat(parts.get(1).content().toString().strip()).isEqualTo("<p>Größe: <img src=\"cid:" + cid + "\"></p>");
        assertThat(shown.disposition()).isEqualTo("inline");
        assertThat(shown.content()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(parts.get(3).content()).isEqualTo(new byte[] {4, 5});
        assertThat(parts.stream().skip(2).map(SmtpSink.Part::fileName))
                .containsExactly("Bild 😀 \"eins\".png", "Der Plan für die Küche.pdf", "a X-Injected: yes.eml");
    }

    @Test
    void shouldRefuseAMailWhoseFileIsGone() {
        var gone = new Attachment("gone.pdf", "application/pdf", 1, "sha256:" + "0".repeat(64));
        assertThat(send(carrying("carla@example.com", "Hello", null, List.of(gone))))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Refused.class,
                        refused -> assertThat(refused.failure().text()).contains("gone.pdf"));
    }

    private static Attachment file(String name, String mediaType, byte[] content) {
        return new Attachment(name, mediaType, content.length, STORE.putAttachment(TenantId.DEFAULT, content));
    }

    private static SendMessage carrying(String to, String text, String html, List<Attachment> files) {
        var plain = Messages.to(Channel.EMAIL, "support@example.com", to, text);
        return new SendMessage(
                plain.commandId(),
                plain.thread(),
                plain.customerId(),
                plain.to(),
                plain.author(),
                plain.purpose(),
                plain.subject(),
                plain.text(),
                plain.replyContext(),
                plain.requestedAt(),
                html,
                files);
    }

    @Test
    void shouldTalkTlsFromTheFirstByteOnToAServerItTrusts() {
        try (var secured = SmtpSink.tls()) {
            var trusting = relay(secured.port(), Map.of("tls", "IMPLICIT", "tls-configuration-name", "peers"));
            assertThat(send(trusting, acceptable())).isInstanceOf(DeliveryOutcome.Accepted.class);
            trusting.close();
            var strict = relay(secured.port(), Map.of("tls", "IMPLICIT"));
            assertThat(send(strict, acceptable())).isInstanceOf(DeliveryOutcome.Away.class);
            strict.close();
        }
    }

    @Test
    void shouldWaitWhenTlsOrSigningInIsWantedAndNotOffered() {
        for (var settings : List.of(Map.of("tls", "STARTTLS"), Map.of("user", "rapport", "password", "secret"))) {
            var strict = relay(sink.port(), settings);
            assertThat(send(strict, acceptable())).isInstanceOf(DeliveryOutcome.Away.class);
            strict.close();
        }
    }

    @Test
    void shouldSignInWithAnAccessTokenAndFetchANewOneWhenItIsNotTaken() throws Exception {
        // given: a server that takes any token but the first
        var server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.start();
        var user = server.setUser("rapport@example.com", "relay-login", "no token yet");
        try (var tokens = new TokenEndpoint(token -> user.setPassword(token.equals("token-1") ? "another" : token))) {
            var oauth = Map.of(
                    "user",
                    "relay-login",
                    "oauth.token-endpoint",
                    tokens.address(),
                    "oauth.client-id",
                    TokenEndpoint.CLIENT,
                    "oauth.client-secret",
                    TokenEndpoint.CLIENT_SECRET);
            var relay = relay(server.getSmtp().getPort(), oauth);
            // then
            assertThat(send(relay, acceptable())).isInstanceOf(DeliveryOutcome.Away.class);
            assertThat(send(relay, acceptable())).isInstanceOf(DeliveryOutcome.Accepted.class);
            assertThat(send(relay, acceptable())).isInstanceOf(DeliveryOutcome.Accepted.class);
            assertThat(tokens.asked()).hasSize(2);
            assertThat(server.getReceivedMessages()).hasSize(2);
            relay.close();
            // when
            tokens.refuse("invalid_client");
            var refused = relay(server.getSmtp().getPort(), oauth);
            // then
            assertThat(send(refused, acceptable()))
                    .isEqualTo(new DeliveryOutcome.Away("The token endpoint refuses: invalid_client"));
            refused.close();
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldSayWhichTlsConfigurationIsMissing() {
        assertThatThrownBy(() -> relay(1, Map.of("tls-configuration-name", "nobody")))
                .hasMessageContaining("rapport.email.relay.tls-configuration-name")
                .hasMessageContaining("quarkus.tls.nobody");
    }

    private static DeliveryOutcome send(SendMessage message) {
        return send(relay, message);
    }

    private static DeliveryOutcome send(SmtpRelay through, SendMessage message) {
        return through.send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
    }

    private static SmtpRelay relay(int port) {
        return relay(port, Map.of());
    }

    private static SmtpRelay relay(int port, Map<String, String> settings) {
        var values = new HashMap<>(Map.of(
                "rapport.email.relay.port",
                Integer.toString(port),
                "rapport.email.accounts[0].address",
                "support@example.com"));
        settings.forEach((name, value) -> values.put("rapport.email.relay." + name, value));
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(EmailConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(EmailConfig.class);
        var accounts = new MailAccounts(List.of(new MailAccount(TenantId.DEFAULT, "support@example.com", "Support")));
        return new SmtpRelay(
                vertx,
                config,
                accounts,
                new TlsSettings(new Peers()),
                new ThreadTokens(() -> new byte[32]),
                new UnsubscribeTokens(() -> new byte[32]),
                new OutgoingFiles(STORE),
                new ObjectMapper(),
                Clock.systemUTC());
    }

    /** Knows one configuration, {@code peers}, that trusts the test's certificate. */
    private static final class Peers extends BaseTlsConfiguration implements TlsConfigurationRegistry {
        @Override
        public TrustOptions getTrustStoreOptions() {
            return new PfxOptions().setPath(TestCertificate.TRUST.toString()).setPassword(TestCertificate.PASSWORD);
        }

        @Override
        public SSLOptions getSSLOptions() {
            return new SSLOptions();
        }

        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.<TlsConfiguration>of(this).filter(it -> name.equals("peers"));
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    }
}
