package io.rapport.desk;

import io.rapport.platform.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("io.rapport.desk", ArchitectureRules.Rule.PROVIDERS);
    }
}
