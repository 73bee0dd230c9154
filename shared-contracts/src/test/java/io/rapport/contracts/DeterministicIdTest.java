package io.rapport.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import org.junit.jupiter.api.Test;

class DeterministicIdTest {
    @Test
    void shouldBeTheSameForTheSameNamesAndAVersion5Uuid() {
        var id = DeterministicId.of("a", "b");
        assertThat(id).isEqualTo(DeterministicId.of("a", "b"));
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void shouldKeepNamesApart() {
        assertThat(DeterministicId.of("a", "bc")).isNotEqualTo(DeterministicId.of("ab", "c"));
    }

    @Test
    void shouldKeepThreadsOfTenantsAccountsPartiesAndRootsApart() {
        var one = ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "a@example.com", "b@example.com", "r");
        assertThat(one.id())
                .isEqualTo(ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "a@example.com", "b@example.com", "r")
                        .id())
                .isNotEqualTo(ThreadRef.of(new TenantId("other"), Channel.EMAIL, "a@example.com", "b@example.com", "r")
                        .id())
                .isNotEqualTo(ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "a@example.com", "c@example.com", "r")
                        .id())
                .isNotEqualTo(ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "a@example.com", "b@example.com", null)
                        .id());
    }

    @Test
    void shouldOnlyMoveDeliveryForward() {
        assertThat(DeliveryStatus.DELIVERED.supersedes(DeliveryStatus.SENT)).isTrue();
        assertThat(DeliveryStatus.SENT.supersedes(DeliveryStatus.DELIVERED)).isFalse();
        assertThat(DeliveryStatus.SENT.supersedes(DeliveryStatus.SENT)).isFalse();
        assertThat(DeliveryStatus.DELIVERED.supersedes(DeliveryStatus.FAILED)).isTrue();
    }
}
