package io.rapport.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Formatter LINE = new PatternFormatter("%p %s");
    private static final Logger LOGGER = Logger.getLogger(Rounds.class.getName());

    private final List<String> said = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            said.add(LINE.format(ExtLogRecord.wrap(line)));
            assertThat(line.getThrown()).isNull();
        }

        @Override
        public void flush() {
            // nothing is held
        }

        @Override
        public void close() {
            // nothing is held
        }
    };
    private final Rounds rounds = new Rounds("test");

    @BeforeEach
    void listen() {
        LOGGER.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(listener);
    }

    @Test
    void shouldSayOnceThatItFailsAndOnceThatItIsWell() {
        // when
        run(() -> Uni.createFrom().voidItem());
        run(failing("away"));
        run(failing("away"));
        run(failing("still starting"));
        run(failing("still starting"));
        run(() -> Uni.createFrom().voidItem());
        run(() -> Uni.createFrom().voidItem());
        run(failing("away"));
        // then
        assertThat(said)
                .containsExactly(
                        "WARN action=timer timer=test outcome=postponed cause=\"java.lang.IllegalStateException: away\"",
                        "WARN action=timer timer=test outcome=postponed cause=\"java.lang.IllegalStateException: still starting\"",
                        "WARN action=timer timer=test outcome=well-again",
                        "WARN action=timer timer=test outcome=postponed cause=\"java.lang.IllegalStateException: away\"");
    }

    @Test
    void shouldSurviveARoundThatThrows() {
        run(() -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(said).hasSize(1);
    }

    private void run(Supplier<Uni<Void>> round) {
        rounds.run(round).subscribeAsCompletionStage().join();
    }

    private static Supplier<Uni<Void>> failing(String why) {
        return () -> Uni.createFrom().failure(new IllegalStateException(why));
    }
}
