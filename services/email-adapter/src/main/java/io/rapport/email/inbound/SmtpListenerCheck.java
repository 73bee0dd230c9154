package io.rapport.email.inbound;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once mail can come in. */
@Readiness
@Singleton
class SmtpListenerCheck implements HealthCheck {
    private final SmtpReceiver receiver;

    SmtpListenerCheck(SmtpReceiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public HealthCheckResponse call() {
        int port = receiver.port();
        return HealthCheckResponse.named("SMTP listener")
                .status(port > 0)
                .withData("port", port)
                .build();
    }
}
