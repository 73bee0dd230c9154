package io.rapport.customer;

import io.rapport.platform.testkit.ArchitectureRules;
import io.rapport.platform.testkit.ArchitectureRules.Rule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("io.rapport.customer", Rule.PROVIDERS);
    }
}
