package io.rapport.experience.score.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.care.CareEvent;
import io.rapport.contracts.care.RecoveryApologised;
import io.rapport.contracts.care.RecoveryClosed;
import io.rapport.experience.score.model.Evidence;
import io.rapport.experience.score.model.EvidenceKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Turns what care made good into evidence. */
@ApplicationScoped
public class RecoveryFlow {
    private final ScoreKeeping scores;

    RecoveryFlow(ScoreKeeping scores) {
        this.scores = scores;
    }

    public Uni<Void> on(SqlConnection tx, List<Event<CareEvent>> events) {
        var found = new ArrayList<Found>();
        for (var event : events) {
            if (event.data() instanceof RecoveryApologised apologised && apologised.inTime()) {
                found.add(found(event, EvidenceKind.APOLOGISED_IN_TIME));
            }
            if (event.data() instanceof RecoveryClosed closed && closed.recovered()) {
                found.add(found(event, EvidenceKind.RECOVERED));
            }
        }
        return scores.add(tx, found);
    }

    private static Found found(Event<CareEvent> event, EvidenceKind kind) {
        var data = event.data();
        return new Found(
                data.customerId(), null, new Evidence(event.envelope().id(), kind, data.at()), event.envelope());
    }
}
