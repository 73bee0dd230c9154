package io.rapport.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the sandbox listens, where it sends and what it keeps. */
@ConfigMapping(prefix = "rapport.sandbox")
public interface SandboxConfig {
    /** Where the mails are kept over a restart. */
    Path folder();

    /** How many mails are kept, of all customers together. */
    @WithDefault("5000")
    int keep();

    Smtp smtp();

    Email email();

    Demo demo();

    /** Where the platform's mail arrives. */
    interface Smtp {
        /** 0 takes any free port. */
        int port();
    }

    /** Where customers' mail goes. */
    interface Email {
        @WithDefault("localhost")
        String host();

        int port();

        /** Whom customers write to when they name nobody. */
        @WithDefault("support@example.com")
        String to();
    }

    /** The fictional customers. */
    interface Demo {
        /** How long a customer takes to answer at most; half of it at least. */
        @WithDefault("20s")
        Duration readingTime();
    }
}
