package io.rapport.platform.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.messaging.Postponed;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendOnceTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final CommandId command = new CommandId(UUID.randomUUID());
    private final AtomicInteger attempts = new AtomicInteger();
    private SendOnce sendOnce;

    @BeforeEach
    void makeSendOnce() {
        sendOnce = sendOnce(folder);
    }

    @Test
    void shouldNotSendAgainWhenCommandWasAccepted() {
        // when
        var first = send(new DeliveryOutcome.Accepted("<1@example.com>"));
        var second = send(new DeliveryOutcome.Accepted("<2@example.com>"));
        // then
        assertThat(attempts).hasValue(1);
        assertThat(first).isEqualTo(new Settlement("<1@example.com>", null, NOW));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldNotSendAgainWhenCommandWasRefused() {
        // given
        var failure = new DeliveryFailure(DeliveryFailure.Reason.ADDRESS_UNKNOWN, "550", "Nobody has this address.");
        // when
        var first = send(new DeliveryOutcome.Refused(failure));
        var second = send(new DeliveryOutcome.Accepted("<2@example.com>"));
        // then
        assertThat(attempts).hasValue(1);
        assertThat(first.failure()).isEqualTo(failure);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldSendAgainWhenProviderDeferred() {
        // when
        var later = new DeliveryFailure(DeliveryFailure.Reason.ADDRESS_UNREACHABLE, "450", "greylisted");
        assertThatThrownBy(() -> send(new DeliveryOutcome.Deferred(later)))
                .isInstanceOf(Postponed.class)
                .hasMessage("ADDRESS_UNREACHABLE 450");
        var second = send(new DeliveryOutcome.Accepted("<2@example.com>"));
        // then
        assertThat(attempts).hasValue(2);
        assertThat(second.providerMessageId()).isEqualTo("<2@example.com>");
    }

    @Test
    void shouldHaveEverythingWaitWhenProviderIsAway() {
        assertThatThrownBy(() -> send(new DeliveryOutcome.Away("nobody listens")))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("nobody listens");
    }

    @Test
    void shouldSendOnceWhenACopyComesMeanwhile() {
        // given
        var answer = new CompletableFuture<DeliveryOutcome>();
        Supplier<Uni<DeliveryOutcome>> attempt = () -> {
            attempts.incrementAndGet();
            return Uni.createFrom().completionStage(answer);
        };
        // when
        var first = sendOnce.send(TenantId.DEFAULT, command, attempt).subscribeAsCompletionStage();
        var second = sendOnce.send(TenantId.DEFAULT, command, attempt).subscribeAsCompletionStage();
        answer.complete(new DeliveryOutcome.Accepted("<1@example.com>"));
        // then
        assertThat(first.join()).isEqualTo(second.join());
        assertThat(attempts).hasValue(1);
    }

    @Test
    void shouldNotSendAtAllWhenStoreIsAway() throws Exception {
        // given
        sendOnce = sendOnce(Files.writeString(folder.resolve("file"), "not a folder"));
        // then
        assertThatThrownBy(() -> send(new DeliveryOutcome.Accepted("<1@example.com>")))
                .isInstanceOf(TransientFailure.class);
        assertThat(attempts).hasValue(0);
    }

    private Settlement send(DeliveryOutcome outcome) {
        return sendOnce.send(TenantId.DEFAULT, command, () -> {
                    attempts.incrementAndGet();
                    return Uni.createFrom().item(outcome);
                })
                .await()
                .atMost(SOON);
    }

    private static SendOnce sendOnce(Path folder) {
        return new SendOnce(
                new PayloadStore(new FolderObjectStore(folder)),
                JsonMapper.builder().addModule(new JavaTimeModule()).build(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
