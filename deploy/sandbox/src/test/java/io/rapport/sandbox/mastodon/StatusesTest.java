package io.rapport.sandbox.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rapport.sandbox.phone.Visibility;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusesTest {
    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @TempDir
    Path folder;

    @Test
    void shouldGoOnAfterARestart() {
        // given
        var before = statuses(10, NOW);
        var question = status(before.nextId(), null, "kim@example.com", NOW);
        var answer = status(before.nextId(), question.id(), null, NOW);
        before.put(question);
        before.put(answer);
        // when
        var after = statuses(10, NOW.plusSeconds(1));
        // then
        assertThat(after.notifications()).containsExactly(question);
        assertThat(after.ancestors(answer)).containsExactly(question);
        assertThat(after.withKey("key")).hasValue(answer);
        assertThat(Long.parseLong(after.nextId())).isGreaterThan(Long.parseLong(answer.id()));
    }

    @Test
    void shouldForgetAKeyAfterAnHour() {
        // given
        var statuses = statuses(10, NOW);
        statuses.put(status("1", null, null, NOW.minusSeconds(3601)));
        // then
        assertThat(statuses.withKey("key")).isEmpty();
        // when
        statuses.put(status("2", null, null, NOW.minusSeconds(3599)));
        // then
        assertThat(statuses.withKey("key")).map(Status::id).hasValue("2");
    }

    @Test
    void shouldShowAThreadInItsOrder() {
        // given
        var statuses = statuses(10, NOW);
        var first = status("1", null, "kim@example.com", NOW);
        List.of(
                        first,
                        status("2", "1", null, NOW),
                        status("3", "1", null, NOW),
                        status("4", "2", "kim@example.com", NOW))
                .forEach(statuses::put);
        // then
        assertThat(statuses.descendants(first)).extracting(Status::id).containsExactly("2", "4", "3");
        assertThat(statuses.ancestors(statuses.find("4").orElseThrow()))
                .extracting(Status::id)
                .containsExactly("1", "2");
    }

    @Test
    void shouldKeepSoManyAndNoMore() {
        // given
        var statuses = statuses(2, NOW);
        // when
        for (int i = 1; i <= 5; i++) {
            statuses.put(status(Integer.toString(i), i == 1 ? null : Integer.toString(i - 1), "kim@example.com", NOW));
        }
        // then
        assertThat(statuses.notifications()).extracting(Status::id).containsExactly("4", "5");
        assertThat(statuses.ancestors(statuses.find("5").orElseThrow()))
                .extracting(Status::id)
                .containsExactly("4");
    }

    private Statuses statuses(int keep, Instant now) {
        return new Statuses(folder, keep, JSON, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Status status(String id, @Nullable String answers, @Nullable String customer, Instant at) {
        return new Status(
                id,
                customer == null ? null : "9" + id,
                customer,
                List.of(),
                answers,
                Visibility.PUBLIC,
                "",
                "Hello",
                "en",
                List.of(),
                customer == null ? "key" : null,
                at);
    }
}
