package io.rapport.email.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Gives a test a relay to send through, a port to listen on and a store of its own. */
public final class SinkResource implements QuarkusTestResourceLifecycleManager {
    private final SmtpSink sink = new SmtpSink();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "rapport.email.relay.port", Integer.toString(sink.port()),
                "rapport.email.smtp.port", "0",
                "rapport.messaging.postpone-first", "200ms",
                "rapport.messaging.postpone-longest", "400ms",
                "rapport.email.max-size", "200K",
                "rapport.email.accounts[1].address", "sales@example.com",
                "rapport.store.folder", store().toString());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(sink, new TestInjector.MatchesType(SmtpSink.class));
    }

    @Override
    public void stop() {
        sink.close();
    }

    private static Path store() {
        try {
            return Files.createTempDirectory(Path.of("target"), "store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
