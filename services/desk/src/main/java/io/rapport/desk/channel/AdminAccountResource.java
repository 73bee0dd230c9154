package io.rapport.desk.channel;

import io.rapport.contracts.settings.AccountCatalogue;
import io.rapport.contracts.value.Channel;
import io.rapport.desk.account.Role;
import io.rapport.desk.account.SessionGate;
import io.rapport.desk.account.SignedIn;
import io.rapport.desk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How administrators set up accounts on the channels, change and remove them. */
@Path("/api/admin/accounts")
@Singleton
class AdminAccountResource {
    /**
     * An account as asked for.
     *
     * @param secrets names of secrets, never secrets
     * @param version the version the person was looking at; absent for a new one
     */
    record Wish(
            @Nullable String provider,
            @Nullable Map<String, @Nullable String> settings,
            @Nullable Map<String, @Nullable String> secrets,
            @Nullable Integer version) {}

    record Wanted(int version) {}

    private final WantedAccounts accounts;

    AdminAccountResource(WantedAccounts accounts) {
        this.accounts = accounts;
    }

    @GET
    public Uni<List<WantedAccounts.Item>> all(@Context RoutingContext request) {
        return accounts.all(admin(request).tenant());
    }

    /** What can be set, by provider. */
    @GET
    @Path("catalogue")
    public List<AccountCatalogue.Kind> catalogue(@Context RoutingContext request) {
        admin(request);
        return AccountCatalogue.KINDS;
    }

    @GET
    @Path("{channel}/{id}")
    public Uni<WantedAccounts.Item> one(String channel, String id, @Context RoutingContext request) {
        var of = channel(channel);
        return accounts.all(admin(request).tenant())
                .map(all -> all.stream()
                        .filter(it -> it.channel() == of && it.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> Refusal.notFound("There is no account of this id.")));
    }

    @PUT
    @Path("{channel}/{id}")
    public Uni<Wanted> want(String channel, String id, @Nullable Wish wish, @Context RoutingContext request) {
        var who = admin(request);
        if (wish == null) {
            throw Refusal.unprocessable("Say what the account is to be.");
        }
        var wanted = WantedAccount.of(channel(channel), id, wish.provider(), wish.settings(), wish.secrets());
        return accounts.want(who, wanted, wish.version() == null ? 0 : wish.version())
                .map(Wanted::new);
    }

    @DELETE
    @Path("{channel}/{id}")
    public Uni<Void> remove(
            String channel,
            String id,
            @QueryParam("version") @Nullable Integer version,
            @Context RoutingContext request) {
        var who = admin(request);
        if (version == null) {
            throw Refusal.unprocessable("Say which version of the account you saw.");
        }
        return accounts.remove(who, channel(channel), id, version);
    }

    private static Channel channel(String name) {
        return Arrays.stream(Channel.values())
                .filter(it -> it.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("There is no channel of this name."));
    }

    private static SignedIn admin(RoutingContext request) {
        return SessionGate.signedIn(request).require(Role.ADMIN);
    }
}
