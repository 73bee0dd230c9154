package io.rapport.chat;

import io.rapport.platform.testkit.ArchitectureRules;
import io.rapport.platform.testkit.ArchitectureRules.Rule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheHouseInOrder() {
        ArchitectureRules.check("io.rapport.chat", Rule.PURE_MODEL, Rule.RINGS, Rule.FEATURES, Rule.OUTBOX_ONLY);
    }
}
