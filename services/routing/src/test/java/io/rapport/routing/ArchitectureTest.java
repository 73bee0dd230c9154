package io.rapport.routing;

import io.rapport.platform.testkit.ArchitectureRules;
import io.rapport.platform.testkit.ArchitectureRules.Rule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheHouseInOrder() {
        ArchitectureRules.check("io.rapport.routing", Rule.PROVIDERS);
    }
}
