package io.rapport.desk.timeline.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.customers.CustomerEvent;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.desk.change.Changes;
import io.rapport.desk.timeline.application.TimelineStore.CustomerKey;
import io.rapport.desk.timeline.application.TimelineStore.Naming;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps customers' names; a merged id gets the name of the customer it became. */
@Singleton
public class CustomerProjection {
    private final TimelineStore store;

    CustomerProjection(TimelineStore store) {
        this.store = store;
    }

    public Uni<Void> on(SqlConnection tx, List<Event<CustomerEvent>> events) {
        var names = new HashMap<CustomerKey, Naming>();
        for (var event : events) {
            if (event.data() instanceof ProfileChanged profile) {
                var tenant = event.envelope().tenant();
                add(names, new Naming(tenant, profile.customerId().value(), profile.name(), profile.at()));
                profile.aliases()
                        .forEach(alias -> add(names, new Naming(tenant, alias.value(), profile.name(), profile.at())));
            }
        }
        return store.saveNames(tx, names.values()).chain(renamed -> {
            var changes = new Changes();
            // not their conversations: one that is being opened meanwhile cannot be seen from here
            renamed.forEach(key -> changes.add(Changes.Kind.CUSTOMER, key.tenant(), key.id()));
            return changes.announce(tx);
        });
    }

    private static void add(Map<CustomerKey, Naming> names, Naming naming) {
        names.merge(
                new CustomerKey(naming.tenant(), naming.customerId()),
                naming,
                (one, other) -> other.at().isAfter(one.at()) ? other : one);
    }
}
