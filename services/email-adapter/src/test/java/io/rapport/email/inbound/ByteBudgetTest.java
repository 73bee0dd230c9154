package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.TenantId;
import io.rapport.email.support.TestClock;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.PayloadStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteBudgetTest {
    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    @Test
    void shouldAllowSoManyBytesInAnySpan() {
        // given
        var budget = budget();
        assertThat(budget.take(400)).isEmpty();
        clock.pass(Duration.ofHours(12));
        assertThat(budget.take(500)).isEmpty();
        // when
        var until = budget.take(200).orElseThrow();
        // then: when the first are a day ago
        var wait = Duration.between(clock.instant(), until);
        assertThat(wait).isBetween(Duration.ofHours(12), Duration.ofMinutes(12 * 60 + 25));
        assertThat(budget.take(100)).as("what fits").isEmpty();
        clock.pass(wait);
        assertThat(budget.take(200)).isEmpty();
        assertThat(budget.take(201)).as("the others are not").isPresent();
    }

    @Test
    void shouldRememberOverAStart() {
        // given
        assertThat(budget().take(900)).isEmpty();
        // when
        var started = budget();
        // then
        assertThat(started.take(101)).isPresent();
        assertThat(started.take(100)).isEmpty();
    }

    private ByteBudget budget() {
        return new ByteBudget(
                1000,
                Duration.ofDays(1),
                new PayloadStore(new FolderObjectStore(folder)),
                TenantId.DEFAULT,
                "budget",
                clock);
    }
}
