package io.rapport.experience.score.application;

import io.rapport.contracts.Topics;
import io.rapport.contracts.experience.Contribution;
import io.rapport.contracts.experience.ScoreChanged;
import io.rapport.contracts.value.Explanation;
import io.rapport.experience.score.model.ExperienceScore;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Adds evidence and announces each score that moved. */
@ApplicationScoped
public class ScoreKeeping {
    private final Scores scores;
    private final Events events;
    private final Outbox outbox;

    ScoreKeeping(Scores scores, Events events, Outbox outbox) {
        this.scores = scores;
        this.events = events;
        this.outbox = outbox;
    }

    /** Within the caller's transaction; the same evidence twice counts once. */
    public Uni<Void> add(SqlConnection tx, List<Found> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // the last event that touched a customer in this batch is what the moved score follows from
        var causes = new HashMap<Scores.Key, Found>();
        for (var piece : found) {
            causes.put(new Scores.Key(piece.cause().tenant(), piece.customerId()), piece);
        }
        return scores.add(tx, found).chain(standings -> announce(tx, standings, causes));
    }

    private Uni<Void> announce(SqlConnection tx, List<Scores.Standing> standings, Map<Scores.Key, Found> causes) {
        var moved = new LinkedHashMap<Scores.Key, ExperienceScore>();
        var outgoing = new ArrayList<Outgoing>();
        for (var standing : standings) {
            var cause = causes.get(standing.key());
            if (cause == null || standing.evidence().isEmpty()) {
                continue;
            }
            var score = ExperienceScore.of(standing.evidence());
            var previous = standing.published();
            if (previous == null || previous != score.value()) {
                moved.put(standing.key(), score);
                outgoing.add(new Outgoing(
                        Topics.EXPERIENCE,
                        events.causedBy(cause.cause(), cause.customerId().value(), changed(standing, score, cause))));
            }
        }
        return scores.publish(tx, moved).chain(() -> outbox.append(tx, outgoing));
    }

    private static ScoreChanged changed(Scores.Standing standing, ExperienceScore score, Found cause) {
        var kind = cause.evidence().kind();
        var text = String.format(
                Locale.ROOT, "%s (%+.0f), so the score is %.1f.", kind.label(), kind.points(), score.value());
        return new ScoreChanged(
                standing.key().customerId(),
                score.asOf(),
                score.value(),
                standing.published(),
                score.band().name(),
                ExperienceScore.FORMULA_ID,
                score.contributions().stream()
                        .map(part -> new Contribution(part.label(), part.points(), part.eventId(), part.at()))
                        .toList(),
                new Explanation(kind.name(), text, ExperienceScore.FORMULA_ID));
    }
}
