package io.rapport.social;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rapport.social.meta.StandInGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Gives the adapter two numbers on WhatsApp, only one with a template, a page and a profile, at a Meta that runs in the test. */
public final class MetaResource implements QuarkusTestResourceLifecycleManager {
    static final String NUMBER = "1055";
    static final String NUMBER_WITH_TEMPLATE = "1066";

    static final String PAGE = "2077";
    static final String PROFILE = "2088";

    private final StandInGraph graph = new StandInGraph();

    @Override
    public Map<String, String> start() {
        var config = new HashMap<String, String>();
        config.put("rapport.messaging.postpone-first", "200ms");
        try {
            config.put(
                    "rapport.store.folder",
                    Files.createTempDirectory("rapport-social-").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        injector.injectIntoFields(graph, new TestInjector.MatchesType(StandInGraph.class));
    }

    @Override
    public void stop() {
        graph.close();
    }
}
