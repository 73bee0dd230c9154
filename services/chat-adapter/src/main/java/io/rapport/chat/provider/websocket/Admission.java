package io.rapport.chat.provider.websocket;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.rapport.chat.ChatConfig;
import io.rapport.chat.site.Site;
import io.rapport.chat.site.Sites;
import io.rapport.contracts.value.ThreadId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Who may connect: browsers on our customers' sites, to a known account, as long as there is room. */
@Singleton
class Admission implements HttpUpgradeCheck {
    private final Sites sites;
    private final Connections connections;
    private final ChatConfig config;

    Admission(Sites sites, Connections connections, ChatConfig config) {
        this.sites = sites;
        this.connections = connections;
        this.config = config;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        int status = refusal(context.httpRequest());
        return status == 0 ? CheckResult.permitUpgrade() : CheckResult.rejectUpgrade(status);
    }

    /** Why there is no room for one more connection of a visitor, if there is none. */
    Optional<String> objection(ThreadId thread) {
        if (connections.count() >= config.maxConnections()) {
            return Optional.of("Too many visitors are connected.");
        }
        return connections.count(thread) >= config.maxConnectionsPerVisitor()
                ? Optional.of("This chat is open in too many tabs.")
                : Optional.empty();
    }

    /** The HTTP status to refuse with; 0 for who may connect. */
    private int refusal(HttpServerRequest request) {
        var path = request.path();
        return switch (sites.caller(path.substring(path.lastIndexOf('/') + 1), request)) {
            case Sites.Caller.Refused refused -> refused.status();
            case Sites.Caller.Known(var site) ->
                Visit.parse(request.query()).map(visit -> refusal(site, visit)).orElse(400);
        };
    }

    private int refusal(Site site, Visit visit) {
        if (!site.admits(visit.visitor(), visit.pass())) {
            return 403;
        }
        return objection(site.thread(visit.visitor().toString()).id()).isPresent() ? 503 : 0;
    }
}
