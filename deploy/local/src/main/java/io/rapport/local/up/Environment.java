package io.rapport.local.up;

import java.util.Map;
import java.util.TreeMap;

/** What an application is told about the stack around it, as environment variables. */
public record Environment(PortPlan ports, Home home, String demoPassword) {

    public Map<String, String> of(App app) {
        var all = new TreeMap<String, String>();
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(app)));
        all.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.kafka());
        all.put("RAPPORT_DB_HOST", "localhost");
        all.put("RAPPORT_DB_PORT", Integer.toString(ports.postgres()));
        all.put("RAPPORT_DB_NAME", Stack.DATABASE);
        all.put("RAPPORT_DB_USER", app.databaseUser());
        // Local connections are trusted; the drivers only want to see something.
        all.put("RAPPORT_DB_PASSWORD", app.databaseUser());
        all.put("RAPPORT_STORE_FOLDER", home.store().toString());
        all.put("RAPPORT_DESK_URL", ports.url(App.DESK));
        all.put("RAPPORT_ROUTING_URL", ports.url(App.ROUTING));
        all.put("RAPPORT_CARE_FOLLOW_UP_URL", ports.url(App.CARE_FOLLOW_UP));
        all.put("RAPPORT_EXPERIENCE_SCORING_URL", ports.url(App.EXPERIENCE_SCORING));
        all.put("RAPPORT_CUSTOMER_PROFILE_URL", ports.url(App.CUSTOMER_PROFILE));
        all.put("RAPPORT_SANDBOX_URL", ports.url(App.SANDBOX));
        all.put("RAPPORT_SURVEY_BASE_URL", ports.url(App.EXPERIENCE_SCORING));
        all.put("RAPPORT_EMAIL_SMTP_PORT", Integer.toString(ports.smtp()));
        all.put("RAPPORT_EMAIL_RELAY_HOST", "localhost");
        all.put("RAPPORT_EMAIL_RELAY_PORT", Integer.toString(ports.smtpSink()));
        all.put("RAPPORT_DESK_DEMO_ENABLED", "true");
        all.put("RAPPORT_DESK_DEMO_PASSWORD", demoPassword);
        // one web site to chat on: the adapter's own page, and the sandbox's
        all.put("RAPPORT_CHAT_ACCOUNTS_0__ID", "web");
        all.put("RAPPORT_CHAT_ACCOUNTS_0__ORIGINS", ports.url(App.SANDBOX));
        if (!app.hasDatabase()) {
            all.keySet().removeIf(name -> name.startsWith("RAPPORT_DB_"));
        }
        if (app != App.DESK) {
            all.keySet().removeIf(name -> name.startsWith("RAPPORT_DESK_DEMO_"));
        }
        if (app != App.CHAT_ADAPTER) {
            all.keySet().removeIf(name -> name.startsWith("RAPPORT_CHAT_"));
        }
        return all;
    }
}
