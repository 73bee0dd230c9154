package io.rapport.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;

class NoveltyTest {
    private final Novelty novelty = new Novelty();

    @Test
    void shouldNotLookWhenAllIsNew() {
        assertThat(attempt(Uni.createFrom().item("unseen"))).isEqualTo("unseen");
        assertThat(attempt(Uni.createFrom().item("unseen again"))).isEqualTo("unseen again");
    }

    @Test
    void shouldLookAndGoOnLookingWhenSomethingWasKnown() {
        assertThat(attempt(Uni.createFrom().failure(refusal("23505")))).isEqualTo("looked");
        assertThat(attempt(Uni.createFrom().item("unseen"))).isEqualTo("looked");
    }

    @Test
    void shouldFailWhenItIsNotForARowThatIsThere() {
        assertThatThrownBy(() -> attempt(Uni.createFrom().failure(refusal("22012"))))
                .hasMessageContaining("22012");
        assertThat(attempt(Uni.createFrom().item("unseen"))).isEqualTo("unseen");
    }

    private String attempt(Uni<String> unseen) {
        return novelty.attempt(() -> unseen, () -> Uni.createFrom().item("looked"))
                .await()
                .indefinitely();
    }

    private static PgException refusal(String state) {
        return new PgException("refused", "ERROR", state, null);
    }
}
