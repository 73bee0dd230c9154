package io.rapport.chat.provider.websocket;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.rapport.chat.ChatConfig;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may connect: browsers on our customers' sites, to a known account, as long as there is room. */
@Singleton
class Admission implements HttpUpgradeCheck {
    private final Accounts accounts;
    private final Connections connections;
    private final ChatConfig config;
    private final Map<String, Set<String>> origins;

    Admission(Accounts accounts, Connections connections, ChatConfig config) {
        this.accounts = accounts;
        this.connections = connections;
        this.config = config;
        this.origins = config.accounts().stream()
                .collect(Collectors.toMap(
                        ChatConfig.Account::id,
                        account -> Set.copyOf(account.origins().orElse(List.of()))));
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        int status = refusal(context.httpRequest());
        return status == 0 ? CheckResult.permitUpgrade() : CheckResult.rejectUpgrade(status);
    }

    /** The HTTP status to refuse with; 0 for who may connect. */
    private int refusal(HttpServerRequest request) {
        var path = request.path();
        var account = accounts.withId(path.substring(path.lastIndexOf('/') + 1));
        if (account.isEmpty()) {
            return 404;
        }
        if (!isAllowed(account.get(), request)) {
            return 403;
        }
        var visit = Visit.parse(request.query());
        if (visit.isEmpty()) {
            return 400;
        }
        var thread = visit.get().thread(account.get()).id();
        boolean full = connections.count() >= config.maxConnections()
                || connections.count(thread) >= config.maxConnectionsPerVisitor();
        return full ? 503 : 0;
    }

    /** Browsers always say where a page comes from; without that nobody gets in. */
    private boolean isAllowed(Account account, HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        var own = request.scheme() + "://" + request.authority();
        return origin.equals(own)
                || origins.getOrDefault(account.id(), Set.of()).contains(origin);
    }
}
