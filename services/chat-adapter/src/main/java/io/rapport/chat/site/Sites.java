package io.rapport.chat.site;

import io.rapport.platform.channel.account.Accounts;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every web site we serve, and whose pages may call. */
@Singleton
public class Sites {
    private final Accounts accounts;
    private final Supplier<Map<String, Site>> byId;

    Sites(Accounts accounts) {
        this.accounts = accounts;
        this.byId = accounts.derived(all -> all.stream()
                .map(Site::of)
                .collect(Collectors.toMap(site -> site.account().id(), Function.identity())));
    }

    /** The site of a chat account that is configured. */
    public Site withId(String account) {
        return Objects.requireNonNull(byId.get().get(account), "No chat account of this id is configured");
    }

    /** The site of a call. */
    public sealed interface Caller {
        /** A page of this site. */
        record Known(Site site) implements Caller {}

        /** Nobody we know. */
        record Refused(int status, String why) implements Caller {}
    }

    /** Browsers always say where a page comes from that writes; without that nobody gets in. */
    public Caller caller(String account, HttpServerRequest request) {
        return caller(account, request, false);
    }

    /** As {@link #caller}, for who only reads: of pages of the adapter's own origin browsers say nothing then. */
    public Caller reader(String account, HttpServerRequest request) {
        return caller(account, request, true);
    }

    private Caller caller(String account, HttpServerRequest request, boolean unsaidIsOwn) {
        var site = byId.get().get(account);
        if (site == null) {
            return accounts.isComplete()
                    ? new Caller.Refused(404, "No chat account of this id is configured.")
                    : new Caller.Refused(503, "The chat accounts are not all known yet.");
        }
        var own = request.scheme() + "://" + request.authority();
        var origin = Objects.requireNonNullElse(request.getHeader("Origin"), unsaidIsOwn ? own : "");
        return origin.equals(own) || site.origins().contains(origin)
                ? new Caller.Known(site)
                : new Caller.Refused(403, "Pages of this origin may not use this chat account.");
    }
}
