package io.rapport.sms.inbound;

import static io.rapport.sms.Told.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.sms.ProvidersResource;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(ProvidersResource.class)
class PartFlowIT {
    private static final PartConfig SHORT = waiting(Duration.ofMillis(500));

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
        log.await("the beginning", () -> !texts(log, id).isEmpty());
        assertThat(texts(log, id)).containsExactly("The beginning[…]");
    }

    @Test
    void shouldTellOnceWhenTheTimesOfTwoSegmentsAreUpTogether(@TempDir Path folder) {
        // given: one process clears the segments away while the other one is about to tell them
        var account = accounts.withId("smpp").orElseThrow();
        var objects = new FolderObjectStore(folder);
        var hesitates = new CountDownLatch(1);
        var cleared = new CountDownLatch(2);
        var late = new PartFlow(inbound, hesitating(objects, hesitates, cleared), json, metrics, clock, SHORT);
        var early = new PartFlow(inbound, clearing(objects, hesitates, cleared), json, metrics, clock, SHORT);
        var first = new Part(UUID.randomUUID().toString(), "+4915112345679", "7", 1, 3, "a");
        var third = new Part(UUID.randomUUID().toString(), "+4915112345679", "7", 3, 3, "c");
        // when
        late.take(account, new byte[] {1}, first).await().atMost(Duration.ofSeconds(20));
        early.take(account, new byte[] {3}, third).await().atMost(Duration.ofSeconds(20));
        log.await("both to be done", () -> hesitates.getCount() == 0 && cleared.getCount() == 0);
        // then: what comes after it is told, and it was told once
        var next = new Part(UUID.randomUUID().toString(), "+4915112345679", "8", 1, 2, "z");
        late.take(account, new byte[] {1}, next).await().atMost(Duration.ofSeconds(20));
        log.await("the next", () -> !texts(log, next.providerMessageId()).isEmpty());
        assertThat(texts(log, first.providerMessageId())).containsExactly("a[…]c");
        assertThat(texts(log, third.providerMessageId())).isEmpty();
    }

    /** Comes to the last segment when the others are told and gone. */
    private static PayloadStore hesitating(
            FolderObjectStore objects, CountDownLatch hesitates, CountDownLatch cleared) {
        return new PayloadStore(objects) {
            private volatile boolean marked;

            @Override
            public void replace(TenantId tenant, String name, byte[] content) {
                super.replace(tenant, name, content);
                marked |= name.endsWith("-0");
            }

            @Override
            public Optional<byte[]> read(TenantId tenant, String name) {
                if (marked && name.endsWith("-3")) {
                    hesitates.countDown();
                    await(cleared);
                }
                return super.read(tenant, name);
            }
        };
    }

    private static PayloadStore clearing(FolderObjectStore objects, CountDownLatch hesitates, CountDownLatch cleared) {
        return new PayloadStore(objects) {
            @Override
            public void replace(TenantId tenant, String name, byte[] content) {
                if (name.endsWith("-0")) {
                    await(hesitates);
                }
                super.replace(tenant, name, content);
                if (content.length == 0) {
                    cleared.countDown();
                }
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its own time never comes. */
    private static PartConfig forgetful() {
        return waiting(Duration.ofDays(1));
    }

    private static PartConfig waiting(Duration patience) {
        return new PartConfig() {
            @Override
            public Duration patience() {
                return patience;
            }

            @Override
            public Duration window() {
                return Duration.ofHours(1);
            }
        };
    }
}
