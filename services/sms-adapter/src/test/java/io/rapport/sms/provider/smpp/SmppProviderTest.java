package io.rapport.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.provider.ProviderContract;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.sms.outbound.Gates;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmppProviderTest implements ProviderContract {
    private static final StandInSmsc SMSC = new StandInSmsc();
    private static final String CUSTOMER = "+4915112345678";

    private final List<SmppLink> links = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void hangUp() {
        links.forEach(SmppLink::close);
    }

    @AfterAll
    static void stopTheCentre() {
        SMSC.close();
    }

    @Override
    public Provider provider() {
        var link = link(SMSC.port());
        int before = SMSC.binds();
        link.open((line, delivered) -> Uni.createFrom().voidItem());
        while (!link.isBound()) {
            Thread.onSpinWait();
        }
        assertThat(SMSC.binds()).isGreaterThanOrEqualTo(before);
        return provider(link);
    }

    @Override
    public Provider unreachableProvider() {
        var link = link(1);
        link.open((line, delivered) -> Uni.createFrom().voidItem());
        return provider(link);
    }

    @Override
    public SendMessage acceptable() {
        return message("Hello");
    }

    @Override
    public SendMessage refused() {
        return message("refused");
    }

    @Override
    public SendMessage deferred() {
        return message("always-later");
    }

    @Test
    void shouldSendAMomentLaterWhenTheCentreIsBusy() {
        assertThat(provider()
                        .send(TenantId.DEFAULT, message("busy-once"))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(DeliveryOutcome.Accepted.class);
    }

    @Test
    void shouldSayHowMuchWentWhenALaterSegmentIsRefused() {
        assertThat(provider()
                        .send(TenantId.DEFAULT, message("x".repeat(153) + "refused " + "y".repeat(150)))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Refused.class,
                        refused -> assertThat(refused.failure().text())
                                .startsWith("The carrier took only the first 1 of 3 segments. "));
    }

    @Test
    void shouldBindAndSendWhenTheCentreWantsTls() throws Exception {
        // given
        try (var secure = new StandInSmsc(Tls.server(folder, "localhost"))) {
            Tls.trust(folder, "localhost");
            var link = new SmppLink(config(secure.port(), true));
            links.add(link);
            // when
            link.open((line, delivered) -> Uni.createFrom().voidItem());
            while (!link.isBound()) {
                Thread.onSpinWait();
            }
            // then
            assertThat(provider(link)
                            .send(TenantId.DEFAULT, acceptable())
                            .await()
                            .atMost(PATIENCE))
                    .isInstanceOf(DeliveryOutcome.Accepted.class);
        } finally {
            Tls.trustAsUsual();
        }
    }

    @Test
    void shouldNotTalkToACentreWhoseCertificateIsAnothers() throws Exception {
        try (var secure = new StandInSmsc(Tls.server(folder, "other.example.com"))) {
            Tls.trust(folder, "other.example.com");
            assertThatThrownBy(() -> SmppLink.encrypted("localhost", secure.port()))
                    .isInstanceOf(SSLHandshakeException.class);
        } finally {
            Tls.trustAsUsual();
        }
    }

    private static SendMessage message(String text) {
        return Messages.to(Channel.SMS, StandInSmsc.NUMBER, CUSTOMER, text);
    }

    private SmppLink link(int port) {
        var link = new SmppLink(config(port));
        links.add(link);
        return link;
    }

    private Provider provider(SmppLink link) {
        return new SmppProvider(
                StandInSmsc.NUMBER,
                config(1),
                link,
                new SmppSent(new PayloadStore(new FolderObjectStore(folder))),
                Gates.of(StandInSmsc.NUMBER));
    }

    static SmppConfig.Account config(int port) {
        return config(port, false);
    }

    private static SmppConfig.Account config(int port, boolean tls) {
        return new SmallRyeConfigBuilder()
                .withMapping(SmppConfig.class)
                .withDefaultValues(Map.ofEntries(
                        account("id", "smpp"),
                        account("number", StandInSmsc.NUMBER),
                        account("host", "localhost"),
                        account("port", Integer.toString(port)),
                        account("tls", Boolean.toString(tls)),
                        account("system-id", StandInSmsc.SYSTEM_ID),
                        account("password", StandInSmsc.PASSWORD),
                        // only Quarkus reads "30s"
                        account("enquire-link", "PT30S"),
                        account("response-timeout", "PT10S"),
                        account("reconnect-first", "PT1S"),
                        account("reconnect-longest", "PT1M")))
                .build()
                .getConfigMapping(SmppConfig.class)
                .accounts()
                .getFirst();
    }

    private static Map.Entry<String, String> account(String key, String value) {
        return Map.entry("rapport.sms.smpp.accounts[0]." + key, value);
    }
}
