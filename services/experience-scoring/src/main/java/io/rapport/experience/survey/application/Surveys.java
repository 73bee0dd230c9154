package io.rapport.experience.survey.application;

import io.rapport.experience.survey.model.Answer;
import io.rapport.experience.survey.model.Survey;
import io.rapport.experience.survey.model.SurveyToken;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where surveys are kept. */
public interface Surveys {

    /** A survey and the only copy of its token. */
    record New(Survey survey, SurveyToken token) {}

    /** Keeps those that are new and gives their ids. */
    Uni<Set<UUID>> add(SqlConnection tx, List<New> surveys);

    /** For reading only. */
    Uni<Optional<Survey>> find(SurveyToken token);

    /** For answering: nobody else can answer until the transaction ends. */
    Uni<Optional<Survey>> take(SqlConnection tx, SurveyToken token);

    Uni<Void> record(SqlConnection tx, Survey survey, Answer answer);
}
