package io.rapport.email.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Gives a test a relay to send through, a port to listen on with a certificate, and a store of its own. */
public final class SinkResource implements QuarkusTestResourceLifecycleManager {
    private final SmtpSink sink = SmtpSink.guarded();

    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(TestCertificate.config());
        config.put("rapport.email.relay.port", Integer.toString(sink.port()));
        config.put("rapport.email.relay.tls", "STARTTLS");
        config.put("rapport.email.relay.tls-configuration-name", "peers");
        config.put("rapport.email.relay.user", SmtpSink.USER);
        config.put("rapport.email.relay.password", SmtpSink.PASSWORD);
        config.put("rapport.email.public-url", "https://contact.example.com");
        config.put("rapport.email.smtp.port", "0");
        config.put("rapport.email.smtp.tls-configuration-name", "mail");
        config.put("rapport.messaging.postpone-first", "200ms");
        config.put("rapport.messaging.postpone-longest", "400ms");
        config.put("rapport.email.max-size", "200K");
        // below the largest mail, so that one can be more than an event may be
        config.put("kafka.max.request.size", "131072");
        config.put("rapport.email.accounts[1].address", "sales@example.com");
        config.put("rapport.store.folder", store().toString());
        return config;
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
