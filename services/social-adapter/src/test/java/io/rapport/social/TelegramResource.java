package io.rapport.social;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rapport.social.provider.telegram.StandInTelegram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** Gives the adapter one bot at a Telegram that runs in the test. */
public final class TelegramResource implements QuarkusTestResourceLifecycleManager {
    private final StandInTelegram telegram = new StandInTelegram();

    @Override
    public Map<String, String> start() {
        try {
            return Map.of(
                    "rapport.messaging.postpone-first",
                    "200ms",
                    "rapport.store.folder",
                    Files.createTempDirectory("rapport-social-").toString(),
                    "rapport.social.telegram.accounts[0].id",
                    "main",
                    "rapport.social.telegram.accounts[0].bot-token",
                    StandInTelegram.BOT_TOKEN,
                    "rapport.social.telegram.accounts[0].secret-token",
                    StandInTelegram.SECRET_TOKEN,
                    "rapport.social.telegram.accounts[0].api-base-url",
                    telegram.baseUrl());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(telegram, new TestInjector.MatchesType(StandInTelegram.class));
    }

    @Override
    public void stop() {
        telegram.close();
    }
}
