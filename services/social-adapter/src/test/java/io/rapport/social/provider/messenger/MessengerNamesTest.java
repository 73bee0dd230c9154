package io.rapport.social.provider.messenger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.social.meta.GraphApi;
import io.rapport.social.meta.StandInGraph;
import io.rapport.social.provider.messenger.MessengerConfig.Network;
import io.rapport.social.provider.messenger.MessengerProviderTest.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessengerNamesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final StandInGraph GRAPH = new StandInGraph();

    private final String person = Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 1);
    private final AtomicLong time = new AtomicLong();

    @AfterAll
    static void stopGraph() {
        GRAPH.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "MESSENGER | {'name':'Chloé Exemple','id':'1'}            | Chloé Exemple | fields=name",
                "INSTAGRAM | {'name':'Chloé','username':'chloe','id':'1'} | Chloé         | fields=name,username",
                "INSTAGRAM | {'name':null,'username':'chloe','id':'1'}    | chloe         | fields=name,username",
                "MESSENGER | {'id':'1'}                                   |               | fields=name",
                "MESSENGER | no JSON                                      |               | fields=name"
            })
    void shouldReadTheName(Network network, String profile, String name, String asked) {
        // given
        GRAPH.knows(person, profile.replace('\'', '"'));
        // then
        assertThat(name(names(network, GRAPH.baseUrl()), person)).isEqualTo(Optional.ofNullable(name));
        assertThat(GRAPH.asked(person)).containsExactly(asked);
    }

    @Test
    void shouldRememberANameForADayAndThatThereIsNoneForAnHour() {
        // given
        var names = names();
        var unknown = person + "0";
        GRAPH.knows(person, "{\"name\":\"Chloé Exemple\"}");
        name(names, person);
        name(names, unknown);
        // when
        time.addAndGet(Duration.ofMinutes(30).toNanos());
        // then
        assertThat(name(names, unknown)).isEmpty();
        assertThat(GRAPH.asked(unknown)).hasSize(1);
        // when
        GRAPH.knows(unknown, "{\"name\":\"Kim Example\"}");
        // then
        eventually(Duration.ofHours(2), () -> assertThat(name(names, unknown)).contains("Kim Example"));
        assertThat(name(names, person)).contains("Chloé Exemple");
        assertThat(GRAPH.asked(person)).hasSize(1);
        // when
        GRAPH.knows(person, "{\"name\":\"Chloé Modèle\"}");
        // then
        eventually(Duration.ofHours(24), () -> assertThat(name(names, person)).contains("Chloé Modèle"));
    }

    /** An answer's time runs from a moment after it was given on. */
    private void eventually(Duration later, ThrowingRunnable holds) {
        await().untilAsserted(() -> {
            time.addAndGet(later.toNanos());
            holds.run();
        });
    }

    @Test
    void shouldAskOnceWhenManyWaitAndOneGivesUp() {
        // given
        var names = names();
        GRAPH.knows(person, "{\"name\":\"Chloé Exemple\"}");
        var pause = GRAPH.keepsWaiting(person);
        var hasty = names.of(person).subscribeAsCompletionStage();
        var patient = names.of(person).subscribeAsCompletionStage();
        // when
        hasty.cancel(true);
        pause.countDown();
        // then
        assertThat(patient).succeedsWithin(PATIENCE).isEqualTo(Optional.of("Chloé Exemple"));
        assertThat(name(names, person)).contains("Chloé Exemple");
        assertThat(GRAPH.asked(person)).hasSize(1);
    }

    @Test
    void shouldNotWaitForAnAnswerThatDoesNotComeNorAskAgain() {
        // given
        var names = names();
        GRAPH.knows(person, "{\"name\":\"Chloé Exemple\"}");
        GRAPH.keepsWaiting(person);
        // then
        assertThat(name(names, person)).isEmpty();
        assertThat(name(names, person)).isEmpty();
        assertThat(GRAPH.asked(person)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1", "no address|"})
    void shouldDoWithoutWhenMetaCannotBeReached(String address) {
        assertThat(name(names(Network.MESSENGER, address), person)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "1/messages", "1?fields=id", " ", "../1", "a|b"})
    void shouldAskAboutPeopleOnly(String id) {
        assertThat(name(names(), id)).isEmpty();
        assertThat(GRAPH.asked(id)).isEmpty();
    }

    private MessengerNames names() {
        return names(Network.MESSENGER, GRAPH.baseUrl());
    }

    private MessengerNames names(Network network, String address) {
        return new MessengerNames(
                new Page(network, address), new GraphApi(new ObjectMapper(), Duration.ofSeconds(5)), time::get);
    }

    private static Optional<String> name(MessengerNames names, String person) {
        return names.of(person).await().atMost(PATIENCE);
    }
}
