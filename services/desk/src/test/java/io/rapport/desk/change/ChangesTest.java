package io.rapport.desk.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final TenantId LONG_NAME = TenantId.of("a".repeat(63));

    @Test
    void shouldStayBelowTheLimitOfANotificationWhenMuchChanged() {
        // given
        var changes = new Changes();
        var ids = Stream.generate(UUID::randomUUID).limit(1_001).toList();

        // when
        ids.forEach(id -> changes.add(Changes.Kind.CONVERSATION, LONG_NAME, id));

        // then
        var read = new HashSet<UUID>();
        for (var payload : changes.payloads()) {
            assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8_000);
            var announcement = Changes.Announcement.parse(payload);
            assertThat(announcement.tenant()).isEqualTo(LONG_NAME);
            assertThat(announcement.kind()).isEqualTo(Changes.Kind.CONVERSATION);
            read.addAll(announcement.ids());
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void shouldSayEachThingOnceWhenItChangedTwice() {
        // given
        var id = UUID.randomUUID();

        // when
        var changes = new Changes()
                .add(Changes.Kind.ENTRY, TenantId.DEFAULT, id)
                .add(Changes.Kind.ENTRY, TenantId.DEFAULT, id);

        // then
        assertThat(changes.payloads()).containsExactly("ENTRY|default|" + id);
    }
}
