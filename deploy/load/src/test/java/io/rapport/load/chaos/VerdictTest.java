package io.rapport.load.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.load.chaos.Evidence.Outbox;
import io.rapport.load.chaos.Evidence.Row;
import io.rapport.load.chaos.Verdict.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final List<Row> ROWS =
            List.of(new Row(0, "one", 3, "ASSIGNED", "ada"), new Row(1, "two", 3, "ASSIGNED", "ben"));

    private int accepted = 2;
    private Map<Integer, Integer> receptions = Map.of(0, 1, 1, 1);
    private Map<Integer, Integer> openings = Map.of(0, 1, 1, 1);
    private final Map<String, Map<Long, Integer>> versions =
            new HashMap<>(Map.of("one", Map.of(1L, 1, 2L, 1, 3L, 1), "two", Map.of(1L, 1, 2L, 1, 3L, 1)));
    private List<Row> routing = ROWS;
    private List<Row> desk = ROWS;
    private int shown = 2;
    private int counted = 2;
    private Map<String, Outbox> outboxes = Map.of("routing", new Outbox(6, 6));
    private Map<String, Long> deadLetters = Map.of();
    private Map<String, Long> unread = Map.of();

    @Test
    void shouldFindNothingWrongWhenAllIsThereOnce() {
        assertThat(Verdict.of(evidence()).isRight()).isTrue();
    }

    @Test
    void shouldNameTheMailWhenItIsMissingOnKafka() {
        receptions = Map.of(0, 1);

        assertThat(wrong())
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail()).contains("1 of 2", "1 missing: 1"));
    }

    @Test
    void shouldNameTheMailWhenItOpenedTwoConversations() {
        openings = Map.of(0, 2, 1, 1);

        assertThat(wrong())
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail()).contains("1 more than once: 0"));
    }

    @Test
    void shouldFindAGapWhenAVersionIsNotOnKafka() {
        versions.put("one", Map.of(1L, 1, 3L, 1));

        assertThat(wrong()).extracting(Finding::what).containsExactly("versions on Kafka have no gap and no double");
    }

    @Test
    void shouldFindADoubleWhenTwoEventsHaveOneVersion() {
        versions.put("one", Map.of(1L, 1, 2L, 2, 3L, 1));

        assertThat(wrong()).extracting(Finding::what).containsExactly("versions on Kafka have no gap and no double");
    }

    @Test
    void shouldFindWhatRoutingHasNotToldWhenTheLastVersionIsMissing() {
        versions.put("one", Map.of(1L, 1, 2L, 1));

        assertThat(wrong()).extracting(Finding::what).containsExactly("routing has told all it decided");
    }

    @Test
    void shouldFindADisagreementWhenTheDeskShowsAnotherAgent() {
        desk = List.of(ROWS.get(0), new Row(1, "two", 3, "ASSIGNED", "ada"));

        assertThat(wrong())
                .extracting(Finding::what)
                .containsExactly("desk and routing agree on state, agent and version");
    }

    @Test
    void shouldFindTwoConversationsOfOneMailWhenRoutingWasSplit() {
        routing = List.of(ROWS.get(0), ROWS.get(1), new Row(1, "three", 3, "ASSIGNED", "ben"));
        versions.put("three", Map.of(1L, 1, 2L, 1, 3L, 1));
        desk = routing;

        assertThat(wrong())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.detail()).contains("more than once: 1"));
    }

    @Test
    void shouldFindARepetitionWhenAMailWasCountedTwice() {
        counted = 3;

        assertThat(wrong()).extracting(Finding::what).containsExactly("each mail is counted once in a profile");
    }

    @Test
    void shouldFindEachOtherLossWhenThereIsOne() {
        accepted = 1;
        shown = 1;
        outboxes = Map.of("routing", new Outbox(6, 5), "desk", new Outbox(4, 4));
        deadLetters = Map.of("rapport.interactions.v1.routing.dlq", 1L);
        unread = Map.of("desk", 3L);

        assertThat(wrong())
                .extracting(Finding::detail)
                .containsExactly(
                        "1 of 2",
                        "1 of 2",
                        "desk 4 of 4, routing 5 of 6",
                        "{rapport.interactions.v1.routing.dlq=1}",
                        "{desk=3}");
    }

    private List<Finding> wrong() {
        return Verdict.of(evidence()).findings().stream()
                .filter(finding -> !finding.right())
                .toList();
    }

    private Evidence evidence() {
        return new Evidence(
                2,
                accepted,
                receptions,
                openings,
                versions,
                routing,
                desk,
                shown,
                counted,
                outboxes,
                deadLetters,
                unread);
    }
}
