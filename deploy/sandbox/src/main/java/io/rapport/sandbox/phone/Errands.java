package io.rapport.sandbox.phone;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Runs what takes its time, each on a thread of its own, until the sandbox stops. */
@Singleton
public class Errands {
    private static final Logger LOG = Logger.getLogger(Errands.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public void run(Runnable errand) {
        threads.execute(() -> {
            try {
                errand.run();
            } catch (Stopped stopped) {
                LOG.debug("action=stop-errand");
            } catch (RuntimeException e) {
                LOG.error("action=fail-errand", e);
            }
        });
    }

    /** Waits; fails with {@link Stopped} when the sandbox stops meanwhile. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    /** The sandbox stops. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
