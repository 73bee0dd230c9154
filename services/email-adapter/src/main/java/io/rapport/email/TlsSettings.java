package io.rapport.email;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The configurations of {@code quarkus.tls} that our settings name. */
@Singleton
public class TlsSettings {
    private final TlsConfigurationRegistry registry;

    public TlsSettings(TlsConfigurationRegistry registry) {
        this.registry = registry;
    }

    /**
     * The configuration that a setting names, if it names one.
     *
     * @param setting where it is named, for people
     */
    public Optional<TlsConfiguration> named(String setting, Optional<String> name) {
        return name.map(it -> registry.get(it)
                .orElseThrow(() -> new IllegalArgumentException(setting + ": there is no TLS configuration \"" + it
                        + "\"; set quarkus.tls." + it + ".key-store or .trust-store, or correct the name")));
    }

    /** What sockets are made from. */
    public static SSLContext context(TlsConfiguration configuration) {
        try {
            return configuration.createSSLContext();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The TLS configuration \"" + configuration.getName() + "\" cannot be used: " + e.getMessage(), e);
        }
    }
}
