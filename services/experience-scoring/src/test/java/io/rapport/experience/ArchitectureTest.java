package io.rapport.experience;

import io.rapport.platform.testkit.ArchitectureRules;
import io.rapport.platform.testkit.ArchitectureRules.Rule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("io.rapport.experience", Rule.PROVIDERS);
    }
}
