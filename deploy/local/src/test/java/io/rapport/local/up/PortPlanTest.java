package io.rapport.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPlanTest {

    @Test
    void shouldMoveEveryPortByTheOffset() {
        // given
        var usual = Stack.wantedPorts(new PortPlan(0), Set.of());

        // when
        var moved = Stack.wantedPorts(PortPlan.of(Map.of("RAPPORT_PORT_OFFSET", "1000")), Set.of());

        // then
        assertThat(moved.keySet())
                .containsExactlyElementsOf(
                        usual.keySet().stream().map(port -> port + 1000).toList());
    }

    @Test
    void shouldGiveEveryPartPortsOfItsOwn() {
        // 13 parts; Kafka and the email adapter have two ports each, the sandbox has four
        assertThat(Stack.wantedPorts(new PortPlan(0), Set.of())).hasSize(18);
    }

    @Test
    void shouldNotWantThePortsOfAPartThatIsLeftOut() {
        assertThat(Stack.wantedPorts(new PortPlan(0), Set.of("email-adapter")))
                .doesNotContainKeys(8081, 2525)
                .containsKey(8082);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "60000", "1.5"})
    void shouldSayWhatIsAllowedWhenTheOffsetIsWrong(String offset) {
        assertThatThrownBy(() -> PortPlan.of(Map.of("RAPPORT_PORT_OFFSET", offset)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(offset)
                .hasMessageContaining("from 0 to 50103");
    }
}
