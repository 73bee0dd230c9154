package io.rapport.experience.score.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.SlaBreached;
import io.rapport.experience.score.model.Evidence;
import io.rapport.experience.score.model.EvidenceKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Turns late first replies into evidence. */
@ApplicationScoped
public class BreachFlow {
    private static final String FIRST_REPLY = "first-reply";

    private final ScoreKeeping scores;

    BreachFlow(ScoreKeeping scores) {
        this.scores = scores;
    }

    public Uni<Void> on(SqlConnection tx, List<Event<SlaBreached>> breached) {
        var found = new ArrayList<Found>();
        for (var event : breached) {
            var breach = event.data();
            if (breach.clock().equals(FIRST_REPLY) && breach.customerId() != null) {
                var name = breach.customer() == null ? null : breach.customer().name();
                var evidence = new Evidence(event.envelope().id(), EvidenceKind.FIRST_REPLY_LATE, breach.at());
                found.add(new Found(breach.customerId(), name, evidence, event.envelope()));
            }
        }
        return scores.add(tx, found);
    }
}
