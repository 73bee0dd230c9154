package io.rapport.experience.balance;

import io.rapport.platform.outbox.Cleaned;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Days are kept longer than the balance looks back, and than the log keeps the messages that would be counted again. */
final class OldContactDays {
    @Produces
    @Singleton
    static Cleaned contactDays() {
        return new Cleaned("contact_day", "day", Duration.ofDays(400));
    }
}
