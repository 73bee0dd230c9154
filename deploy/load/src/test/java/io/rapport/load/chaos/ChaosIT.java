package io.rapport.load.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rapport.load.Main;
import io.rapport.load.stack.RunningStack;
import io.rapport.local.part.Layout;
import io.rapport.local.up.App;
import org.junit.jupiter.api.Test;

class ChaosIT {

    @Test
    void shouldLoseNothingAndRepeatNothingWhenPartsAreKilledWhileMailsArrive() {
        // given
        var layout = Layout.find();
        var missing = ChaosCommand.REQUIRED.stream()
                .filter(app -> !RunningStack.isBuilt(layout, app))
                .map(App::id)
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            System.out.println(
                    "SKIPPED: the fault test needs " + missing + ", which are not built; mvn package builds them.");
        }
        assumeTrue(missing.isEmpty(), () -> "not built: " + missing);

        // when
        int status = Main.execute("chaos", "--short");

        // then
        assertThat(status)
                .as("what chaos has printed above says what is missing")
                .isZero();
    }
}
