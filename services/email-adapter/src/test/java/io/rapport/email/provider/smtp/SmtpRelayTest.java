package io.rapport.email.provider.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.EmailConfig;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.support.SmtpSink;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.provider.ProviderContract;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SmtpRelayTest implements ProviderContract {
    private static SmtpSink sink;
    private static Vertx vertx;
    private static SmtpRelay relay;

    @BeforeAll
    static void start() {
        sink = new SmtpSink();
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

    private static DeliveryOutcome send(SendMessage message) {
        return relay.send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
    }

    private static SmtpRelay relay(int port) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(EmailConfig.class)
                .withDefaultValues(Map.of(
                        "rapport.email.relay.port",
                        Integer.toString(port),
                        "rapport.email.accounts[0].address",
                        "support@example.com"))
                .build()
                .getConfigMapping(EmailConfig.class);
        var accounts = new MailAccounts(List.of(new MailAccount(TenantId.DEFAULT, "support@example.com", "Support")));
        return new SmtpRelay(vertx, config, accounts, new ThreadTokens(() -> new byte[32]), Clock.systemUTC());
    }
}
