package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is lost and nothing is doubled while parts are killed; on the stack of the walk, after it. */
@Order(2)
@ExtendWith(OnePlatform.class)
class ChaosE2E {

    @Test
    void shouldLoseNothingAndRepeatNothingWhenPartsAreKilledWhileMailsArrive(Platform platform) throws Exception {
        // when: it fails with what the command printed, unless all it counts is right
        var printed = platform.chaos();

        // then
        System.out.println(printed);
        assertThat(printed).contains("Nothing was lost and nothing was done twice.");
    }
}
