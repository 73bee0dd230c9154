package io.rapport.platform.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells what the consumers wait for and how many dead letters they left; neither takes the service out of service. */
@Readiness
@ApplicationScoped
class ConsumerHealth implements HealthCheck {
    private final Waiting waiting;
    private final DeadLetters deadLetters;

    ConsumerHealth(Waiting waiting, DeadLetters deadLetters) {
        this.waiting = waiting;
        this.deadLetters = deadLetters;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("consumers").up();
        response.withData("waiting-for", waiting.cause().orElse("nothing"));
        long total = 0;
        for (var topic : deadLetters.buried().entrySet()) {
            response.withData(topic.getKey(), topic.getValue());
            total += topic.getValue();
        }
        return response.withData("dead-letters", total).build();
    }
}
