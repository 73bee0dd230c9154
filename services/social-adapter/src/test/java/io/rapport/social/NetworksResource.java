package io.rapport.social;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rapport.social.meta.StandInGraph;
import io.rapport.social.provider.mastodon.StandInMastodon;
import io.rapport.social.provider.telegram.StandInTelegram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives the adapter a bot on Telegram, two numbers on WhatsApp, only one with a template, a page, a profile, and an account on
 * Mastodon; all of these networks run in the test.
 */
public final class NetworksResource implements QuarkusTestResourceLifecycleManager {
    static final String NUMBER = "1055";
    static final String NUMBER_WITH_TEMPLATE = "1066";

    static final String PAGE = "2077";
    static final String PROFILE = "2088";

    static final String BEFORE = "Before the account was connected";

    private final StandInTelegram telegram = new StandInTelegram();
    private final StandInGraph graph = new StandInGraph();
    private final StandInMastodon mastodon = new StandInMastodon();

    @Override
    public Map<String, String> start() {
        var config = new HashMap<String, String>();
        config.put("rapport.messaging.postpone-first", "200ms");
        try {
            config.put(
                    "rapport.store.folder",
                    Files.createTempDirectory(Path.of("target"), "store").toString());
            config.put(
                    "rapport.secrets.folder",
                    Files.createTempDirectory(Path.of("target"), "secrets").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        put(
                config,
                "telegram",
                0,
                Map.of(
                        "id",
                        "main",
                        "bot-token",
                        StandInTelegram.BOT_TOKEN,
                        "secret-token",
                        StandInTelegram.SECRET_TOKEN,
                        "api-base-url",
                        telegram.baseUrl()));
        put(
                config,
                "mastodon",
                0,
                Map.of(
                        "id",
                        "fedi",
                        "address",
                        StandInMastodon.ADDRESS,
                        "access-token",
                        StandInMastodon.TOKEN,
                        "api-base-url",
                        mastodon.baseUrl()));
        config.put("rapport.social.mastodon.silence", "2s");
        mastodon.mention("kim@example.net", "direct", null, BEFORE);
        var plain = account("wa");
        plain.put("phone-number-id", NUMBER);
        var templated = account("wa-template");
        templated.put("phone-number-id", NUMBER_WITH_TEMPLATE);
        templated.put("template", "reply_later");
        put(config, "whatsapp", 0, plain);
        put(config, "whatsapp", 1, templated);
        var page = account("page");
        page.put("page-id", PAGE);
        page.put("human-agent", "true");
        var profile = account("profile");
        profile.put("page-id", PROFILE);
        profile.put("network", "instagram");
        put(config, "messenger", 0, page);
        put(config, "messenger", 1, profile);
        return config;
    }

    private Map<String, String> account(String id) {
        var account = new HashMap<String, String>();
        account.put("id", id);
        account.put("access-token", StandInGraph.TOKEN);
        account.put("app-secret", StandInGraph.APP_SECRET);
        account.put("verify-token", StandInGraph.VERIFY_TOKEN);
        account.put("api-base-url", graph.baseUrl());
        return account;
    }

    private static void put(Map<String, String> config, String network, int index, Map<String, String> account) {
        account.forEach(
                (key, value) -> config.put("rapport.social.%s.accounts[%d].%s".formatted(network, index, key), value));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(telegram, new TestInjector.MatchesType(StandInTelegram.class));
        injector.injectIntoFields(mastodon, new TestInjector.MatchesType(StandInMastodon.class));
        injector.injectIntoFields(graph, new TestInjector.MatchesType(StandInGraph.class));
    }

    @Override
    public void stop() {
        telegram.close();
        mastodon.close();
        graph.close();
    }
}
