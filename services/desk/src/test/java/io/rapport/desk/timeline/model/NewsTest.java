package io.rapport.desk.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.timeline.Stories;
import io.rapport.desk.timeline.model.EntryNews.AuthorKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewsTest {
    private final UUID id = UUID.randomUUID();

    @Test
    void shouldKeepTextAndFurthestDeliveryWhenNewsAreJoinedEitherWay() {
        // given
        var sent = entry("Hello", DeliveryStatus.SENT);
        var delivered = entry(null, DeliveryStatus.DELIVERED);

        // then
        for (var joined : new EntryNews[] {sent.and(delivered), delivered.and(sent)}) {
            assertThat(joined.text()).isEqualTo("Hello");
            assertThat(joined.delivery()).isEqualTo(DeliveryStatus.DELIVERED);
        }
    }

    @Test
    void shouldShortenThePreviewWhenTheTextIsLong() {
        assertThat(ThreadNews.preview("  Hello\n\n  you ")).isEqualTo("Hello you");
        assertThat(ThreadNews.preview("🙂".repeat(500))).isEqualTo("🙂".repeat(159) + "…");
    }

    private EntryNews entry(@Nullable String text, DeliveryStatus status) {
        return new EntryNews(
                TenantId.DEFAULT,
                id,
                UUID.randomUUID(),
                null,
                Stories.START,
                Direction.OUTWARD,
                AuthorKind.SYSTEM,
                null,
                text,
                null,
                null,
                null,
                status,
                null,
                null,
                null);
    }
}
