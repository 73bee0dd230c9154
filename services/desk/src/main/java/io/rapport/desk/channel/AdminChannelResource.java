package io.rapport.desk.channel;

import io.rapport.contracts.value.Channel;
import io.rapport.desk.account.Role;
import io.rapport.desk.account.SessionGate;
import io.rapport.desk.account.SignedIn;
import io.rapport.desk.problem.Refusal;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What administrators see of our channels, and do about what could not be read. */
@Path("/api/admin")
@Singleton
class AdminChannelResource {
    private static final Pattern RAW = Pattern.compile("raw:([0-9a-f]{64})[0-9a-f.-]{0,64}");

    record Quarantine(List<QuarantinedPayloads.Item> items, List<QuarantinedPayloads.Trouble> troubles) {}

    /**
     * What is to be read again.
     *
     * @param payload one of them
     * @param reason all that wait for this reason
     */
    record Wish(
            @Nullable Channel channel,
            @Nullable String account,
            @Nullable String payload,
            @Nullable String reason) {}

    record Asked(int asked) {}

    private final ChannelAccounts accounts;
    private final ProviderLists lists;
    private final QuarantinedPayloads payloads;
    private final PayloadStore store;

    AdminChannelResource(
            ChannelAccounts accounts, ProviderLists lists, QuarantinedPayloads payloads, PayloadStore store) {
        this.accounts = accounts;
        this.lists = lists;
        this.payloads = payloads;
        this.store = store;
    }

    @GET
    @Path("channels")
    public Uni<List<ChannelAccounts.Told>> channels(@Context RoutingContext request) {
        return accounts.all(admin(request).tenant());
    }

    @GET
    @Path("provider-lists")
    public Uni<List<ProviderLists.Compared>> providerLists(@Context RoutingContext request) {
        return lists.all(admin(request).tenant());
    }

    @GET
    @Path("quarantine")
    public Uni<Quarantine> quarantine(@Context RoutingContext request) {
        var tenant = admin(request).tenant();
        return Uni.combine()
                .all()
                .unis(payloads.latest(tenant), payloads.troubles(tenant))
                .with(Quarantine::new);
    }

    /** The payload as it came, to be saved and never shown: whoever sent it may have meant harm. */
    @GET
    @Path("quarantine/raw")
    public Uni<Response> raw(@QueryParam("payload") @Nullable String payload, @Context RoutingContext request) {
        var tenant = admin(request).tenant();
        var named = RAW.matcher(payload == null ? "" : payload);
        if (!named.matches()) {
            throw Refusal.notFound("There is no such payload.");
        }
        return payloads.has(tenant, named.group())
                .invoke(known -> {
                    if (!known) {
                        throw Refusal.notFound("There is no such payload.");
                    }
                })
                .chain(() -> StoreCall.of(() -> store.get(tenant, named.group())))
                .map(content -> Response.ok(
                                content.orElseThrow(
                                        () -> Refusal.notFound("The payload is not in the store any more.")),
                                "application/octet-stream")
                        .header("Content-Disposition", "attachment; filename=\"payload-" + named.group(1) + ".raw\"")
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Cache-Control", "private, no-store")
                        .build());
    }

    @POST
    @Path("quarantine/replay")
    public Uni<Asked> replay(@Nullable Wish wish, @Context RoutingContext request) {
        var who = admin(request);
        if (wish == null
                || wish.channel() == null
                || wish.account() == null
                || (wish.payload() == null && wish.reason() == null)) {
            throw Refusal.unprocessable("Say of which account what is to be read again: a payload, or a reason.");
        }
        return payloads.replay(
                        who.tenant(), who.agentId(), wish.channel(), wish.account(), wish.payload(), wish.reason())
                .map(Asked::new);
    }

    private static SignedIn admin(RoutingContext request) {
        return SessionGate.signedIn(request).require(Role.ADMIN);
    }
}
