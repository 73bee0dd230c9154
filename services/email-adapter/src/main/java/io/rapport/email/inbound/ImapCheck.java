package io.rapport.email.inbound;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says how it stands with every folder; always up, for what is wrong elsewhere is no reason to take no mail here. */
@Readiness
@Singleton
class ImapCheck implements HealthCheck {
    private final ImapReceiver receiver;

    ImapCheck(ImapReceiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("IMAP folders").up();
        receiver.states().forEach((folder, state) -> response.withData(folder, state.words()));
        return response.build();
    }
}
