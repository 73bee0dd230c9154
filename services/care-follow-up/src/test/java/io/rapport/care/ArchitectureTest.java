package io.rapport.care;

import io.rapport.platform.testkit.ArchitectureRules;
import io.rapport.platform.testkit.ArchitectureRules.Rule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("io.rapport.care", Rule.PROVIDERS);
    }
}
