package io.rapport.platform.channel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.TenantId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every provider must do; its test gives the far side and inherits the rest. */
public interface ProviderContract {
    Duration PATIENCE = Duration.ofSeconds(20);

    /** The provider under test, its far side running. */
    Provider provider();

    /** The same provider, its far side not reachable. */
    Provider unreachableProvider();

    /** A message the far side takes; a new one at each call. */
    SendMessage acceptable();

    /** A message the far side will never take; a new one at each call. */
    SendMessage refused();

    /** A message the far side does not take now; a new one at each call. */
    SendMessage deferred();

    @Test
    default void shouldGiveTheProviderMessageIdWhenAccepted() {
        assertThat(send(provider(), acceptable()))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Accepted.class,
                        accepted -> assertThat(accepted.providerMessageId()).isNotBlank());
    }

    @Test
    default void shouldGiveDifferentIdsToDifferentMessages() {
        assertThat(send(provider(), acceptable())).isNotEqualTo(send(provider(), acceptable()));
    }

    @Test
    default void shouldSayWhyWhenRefused() {
        assertThat(send(provider(), refused())).isInstanceOfSatisfying(DeliveryOutcome.Refused.class, refused -> {
            assertThat(refused.failure().reason()).isNotNull();
            assertThat(refused.failure().text()).isNotBlank();
        });
    }

    @Test
    default void shouldSettleNothingWhenTheFarSideSaysLater() {
        assertThat(send(provider(), deferred()))
                .isInstanceOfAny(DeliveryOutcome.Deferred.class, DeliveryOutcome.Away.class);
    }

    @Test
    default void shouldTellWhenTheFarSideIsAway() {
        assertThat(send(unreachableProvider(), acceptable())).isInstanceOf(DeliveryOutcome.Away.class);
    }

    @Test
    default void shouldGoOnAfterARefusal() {
        // given
        send(provider(), refused());
        send(provider(), deferred());
        // when
        var outcome = send(provider(), acceptable());
        // then
        assertThat(outcome).isInstanceOf(DeliveryOutcome.Accepted.class);
    }

    private static DeliveryOutcome send(Provider provider, SendMessage message) {
        return provider.send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
    }
}
