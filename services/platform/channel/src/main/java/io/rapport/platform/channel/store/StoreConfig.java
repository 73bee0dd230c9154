package io.rapport.platform.channel.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which object store is used: the S3 bucket when one is configured, else the folder. */
@ConfigMapping(prefix = "rapport.store")
public interface StoreConfig {
    @WithDefault(".rapport/store")
    Path folder();

    /**
     * How long the folder keeps markers, chat lines among them; longer than commands and dead letters come again. A bucket does
     * the same by a lifecycle rule of its own.
     */
    @WithDefault("P365D")
    Duration markerRetention();

    /** How long the folder keeps payloads as they came, likewise; attachments stay. */
    @WithDefault("P365D")
    Duration payloadRetention();

    S3 s3();

    /** An S3 API; with no keys given, the SDK's own chain (environment, web identity, instance role) finds them. */
    interface S3 {
        Optional<String> bucket();

        Optional<URI> endpoint();

        @WithDefault("us-east-1")
        String region();

        Optional<String> accessKey();

        Optional<String> secretKey();

        /** Bucket in the path instead of the host name, as most stores outside AWS want it. */
        @WithDefault("true")
        boolean pathStyle();
    }
}
