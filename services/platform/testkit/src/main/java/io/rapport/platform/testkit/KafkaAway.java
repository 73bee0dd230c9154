package io.rapport.platform.testkit;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A broker that nobody answers for, and little patience with it. */
public final class KafkaAway implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "kafka.bootstrap.servers", "localhost:1",
                "rapport.messaging.delivery-timeout", "1s",
                "quarkus.http.test-port", "0");
    }
}
