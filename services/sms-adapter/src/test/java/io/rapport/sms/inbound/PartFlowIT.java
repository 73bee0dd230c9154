package io.rapport.sms.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.sms.ProvidersResource;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(ProvidersResource.class)
class PartFlowIT {
    @InjectTestLog
    TestLog log;

    @Inject
    PartFlow running;

    @Inject
    Accounts accounts;

    @Inject
    SmsInbound inbound;

    @Inject
    PayloadStore store;

    @Inject
    ObjectMapper json;

    @Inject
    MeterRegistry metrics;

    @Inject
    Clock clock;

    @Test
    void shouldTellWhatWaitedWhenAProcessEnded() {
        // given
        var account = accounts.withId("smpp").orElseThrow();
        var id = UUID.randomUUID().toString();
        var ended = new PartFlow(inbound, store, json, metrics, clock, forgetful());
        var part = new Part(id, "+4915112345678", "42", 1, 3, "The beginning");
        ended.take(account, new byte[] {1}, part).await().atMost(Duration.ofSeconds(20));
        // when
        running.open(account);
        // then
        log.await(
                "the beginning",
                () -> !log.interactions("providerMessageId", id).isEmpty());
        assertThat(log.json(log.interactions("providerMessageId", id).getFirst())
                        .path("content")
                        .path("text")
                        .asText())
                .isEqualTo("The beginning[…]");
    }

    /** Its own time never comes. */
    private static PartConfig forgetful() {
        return new PartConfig() {
            @Override
            public Duration patience() {
                return Duration.ofDays(1);
            }

            @Override
            public Duration window() {
                return Duration.ofHours(1);
            }
        };
    }
}
