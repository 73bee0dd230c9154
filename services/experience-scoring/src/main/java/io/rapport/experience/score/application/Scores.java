package io.rapport.experience.score.application;

import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import io.rapport.experience.score.model.Evidence;
import io.rapport.experience.score.model.ExperienceScore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where evidence and published scores are kept. */
public interface Scores {

    /** A customer of a tenant. */
    record Key(TenantId tenant, CustomerId customerId) {}

    /** All that is known about a customer, and the score published last, if there is one. */
    record Standing(Key key, @Nullable Double published, List<Evidence> evidence) {}

    /** Adds what is new and gives the standings of these customers, which nobody else can change until the transaction ends. */
    Uni<List<Standing>> add(SqlConnection tx, List<Found> found);

    /** Remembers what is published. */
    Uni<Void> publish(SqlConnection tx, Map<Key, ExperienceScore> scores);
}
