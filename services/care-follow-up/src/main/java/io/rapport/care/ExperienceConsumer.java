package io.rapport.care;

import static io.rapport.platform.messaging.BatchHandler.only;

import io.rapport.care.attention.application.SurveyFlow;
import io.rapport.care.recovery.application.OpeningFlow;
import io.rapport.contracts.Event;
import io.rapport.contracts.experience.ExperienceEvent;
import io.rapport.contracts.experience.FeedbackGiven;
import io.rapport.contracts.experience.SurveyDue;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Questions that are due, and answers that hurt. */
@ApplicationScoped
class ExperienceConsumer {
    private final OpeningFlow recoveries;
    private final SurveyFlow surveys;
    private final Pipeline pipeline;

    ExperienceConsumer(Pipelines pipelines, OpeningFlow recoveries, SurveyFlow surveys) {
        this.recoveries = recoveries;
        this.surveys = surveys;
        this.pipeline =
                pipelines.transactional(ExperienceEvent.class, this::handle, SurveyDue.class, FeedbackGiven.class);
    }

    @Incoming("experience")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }

    /** Recoveries first: one that opens now speaks against asking the same customer something else. */
    private Uni<Void> handle(SqlConnection tx, List<Event<ExperienceEvent>> events) {
        return recoveries
                .on(tx, only(FeedbackGiven.class, events))
                .chain(() -> surveys.on(tx, only(SurveyDue.class, events)));
    }
}
