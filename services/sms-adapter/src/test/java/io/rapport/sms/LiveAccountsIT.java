package io.rapport.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Topics;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.account.CatalogueAgreement;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.LiveAccounts;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.sms.provider.smpp.StandInSmsc;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Numbers that come, change and go while the adapter runs. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(ProvidersResource.class)
class LiveAccountsIT {
    private static final String NUMBER = "+436609999999";

    @InjectTestLog
    TestLog log;

    @Inject
    Instance<AccountFactory<?>> factories;

    private final String customer = "+49151" + ThreadLocalRandom.current().nextLong(10_000_000, 100_000_000);
    private final String id = "live-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void shouldOfferWhatCanBeConfigured() {
        CatalogueAgreement.check(Channel.SMS, factories);
    }

    @Test
    void shouldBindALineAsLongAsItsNumberIsWanted() throws Exception {
        var live = new LiveAccounts(log, TenantId.DEFAULT, Channel.SMS);
        try (var carrier = new StandInSmsc()) {
            carrier.serve(NUMBER);
            // when
            live.connected(live.want(id, "smpp", settings(carrier), Map.of("password", "carrier-password")));
            log.await("the line", () -> carrier.lines() == 1);
            carrier.deliver(customer, 0, 0, "Hello".getBytes(US_ASCII), Map.of());
            // then
            assertThat(log.records(Topics.INTERACTIONS).stream().map(log::json))
                    .anyMatch(it -> it.at("/thread/account").asText().equals(NUMBER)
                            && it.at("/from/address").asText().equals(customer));
            var message = Messages.to(Channel.SMS, NUMBER, customer, "An answer");
            var command = log.event(message.thread().id().value(), message);
            log.send(Topics.outbound(Channel.SMS), command);
            log.delivery(command, DeliveryStatus.SENT, 1);
            assertThat(carrier.takenFor(customer)).hasSize(1);
            // when
            var changed = settings(carrier);
            changed.put("max-segments", "1");
            live.connected(live.want(id, "smpp", changed, Map.of("password", "carrier-password")));
            // then
            log.await("another line", () -> carrier.binds() == 2 && carrier.lines() == 1);
            // when
            live.disconnected(live.remove(id));
            // then
            log.await("the line's end", () -> carrier.lines() == 0);
        }
    }

    @Test
    void shouldSayWhyANumberIsNotServed() {
        var live = new LiveAccounts(log, TenantId.DEFAULT, Channel.SMS);
        var settings = Map.of("number", "not a number at all", "account-sid", "AC1");
        assertThat(live.refused(live.want(id, "twilio", settings, Map.of("auth-token", "carrier-password"))))
                .contains("no phone number");
        assertThat(live.refused(live.want(
                        id,
                        "vonage",
                        Map.of("number", "+14155550000", "api-key", "k", "signature-method", "rot13"),
                        Map.of("api-secret", "carrier-password", "signature-secret", "carrier-password"))))
                .contains("rot13");
    }

    private static Map<String, String> settings(StandInSmsc carrier) {
        return new HashMap<>(Map.of(
                "number",
                NUMBER,
                "host",
                "localhost",
                "port",
                Integer.toString(carrier.port()),
                "system-id",
                StandInSmsc.SYSTEM_ID,
                "reconnect-first",
                "200ms"));
    }
}
