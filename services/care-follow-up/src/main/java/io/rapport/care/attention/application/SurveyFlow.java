package io.rapport.care.attention.application;

import io.rapport.care.attention.model.SurveyInvitation;
import io.rapport.contracts.Event;
import io.rapport.contracts.experience.SurveyDue;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.MessagePurpose;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Asks customers how it went, as far as the attention budget allows. */
@ApplicationScoped
public class SurveyFlow {
    private final AttentionBudget budget;
    private final String company;

    SurveyFlow(AttentionBudget budget, AttentionConfig config) {
        this.budget = budget;
        this.company = config.companyName();
    }

    public Uni<Void> on(SqlConnection tx, List<Event<SurveyDue>> due) {
        return budget.ask(tx, due.stream().map(this::contact).toList()).replaceWithVoid();
    }

    private OutwardContact contact(Event<SurveyDue> event) {
        var due = event.data();
        var invitation = SurveyInvitation.of(company, due.customer().name(), due.subject(), due.question(), due.url());
        return new OutwardContact(
                due.surveyId(),
                MessagePurpose.SURVEY,
                due.customerId(),
                due.customer(),
                due.thread(),
                due.conversationId(),
                due.at(),
                new Author(null, company),
                invitation.subject(),
                invitation.text(),
                event.envelope());
    }
}
