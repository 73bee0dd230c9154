package io.rapport.platform.channel.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.FilesContract;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OutgoingFilesTest {
    private final AtomicBoolean isAway = new AtomicBoolean();
    private final PayloadStore store = new PayloadStore(new MemoryStore() {
        @Override
        public Optional<byte[]> read(String key) {
            if (isAway.get()) {
                throw new StoreUnavailable("away", new IllegalStateException());
            }
            return super.read(key);
        }
    });
    private final OutgoingFiles files = new OutgoingFiles(store);
    private final Attachment kept = FilesContract.keep(store, "a.png", "image/png", FilesContract.picture());

    @Test
    void shouldSendNothingWhileTheStoreIsAway() {
        // given
        isAway.set(true);
        var sent = new AtomicBoolean();
        // when
        var outcome = files.with(TenantId.DEFAULT, List.of(kept), loaded -> {
            sent.set(true);
            return Uni.createFrom().nullItem();
        });
        // then
        assertThat(outcome.await().atMost(Duration.ofSeconds(10))).isInstanceOf(DeliveryOutcome.Away.class);
        assertThat(sent).isFalse();
    }

    @Test
    void shouldAskTheStoreForNothingWhenThereIsNoFile() {
        isAway.set(true);
        var accepted = new DeliveryOutcome.Accepted("1");
        assertThat(files.with(
                                TenantId.DEFAULT,
                                List.of(),
                                none -> Uni.createFrom().item(accepted))
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isEqualTo(accepted);
    }

    @Test
    void shouldLeaveToTheSenderWhatGoesWrongInSending() {
        var failure = new TransientFailure("The provider is away");
        var sent = files.with(
                TenantId.DEFAULT, List.of(kept), loaded -> Uni.createFrom().failure(failure));
        assertThat(sent.onFailure()
                        .recoverWithItem(it -> new DeliveryOutcome.Away(it.getMessage()))
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isEqualTo(new DeliveryOutcome.Away("The provider is away"));
    }
}
