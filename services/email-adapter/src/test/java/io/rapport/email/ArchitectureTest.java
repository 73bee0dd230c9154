package io.rapport.email;

import io.rapport.platform.testkit.ArchitectureRules;
import io.rapport.platform.testkit.ArchitectureRules.Rule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldFollowTheRulesOfTheHouse() {
        ArchitectureRules.check("io.rapport.email", Rule.PURE_MODEL, Rule.RINGS, Rule.FEATURES, Rule.OUTBOX_ONLY);
    }
}
