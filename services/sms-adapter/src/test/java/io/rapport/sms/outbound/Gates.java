package io.rapport.sms.outbound;

import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.sms.SmsSettings;
import io.rapport.sms.consent.OptOuts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Gates for tests, with a store of their own. */
public final class Gates {
    private Gates() {}

    /** A number with the default settings that nobody has stopped. */
    public static SmsGate of(String number) {
        return new SmsGate(number, settings(), optOuts());
    }

    static OptOuts optOuts() {
        try {
            return new OptOuts(
                    new PayloadStore(new FolderObjectStore(Files.createTempDirectory(Path.of("target"), "store"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SmsSettings settings() {
        return new SmsSettings() {
            @Override
            public Optional<String> defaultRegion() {
                return Optional.of("DE");
            }

            @Override
            public int maxSegments() {
                return 10;
            }

            @Override
            public Optional<String> stopAnswer() {
                return Optional.empty();
            }

            @Override
            public Optional<String> startAnswer() {
                return Optional.empty();
            }

            @Override
            public Optional<String> helpAnswer() {
                return Optional.empty();
            }
        };
    }
}
