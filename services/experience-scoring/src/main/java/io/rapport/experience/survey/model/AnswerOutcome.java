package io.rapport.experience.survey.model;

/** What became of an answer. */
public sealed interface AnswerOutcome {

    /** It counts. */
    record Recorded(Survey survey, Answer answer) implements AnswerOutcome {}

    /** The form is not filled in right; the survey stays open. */
    record Incomplete(Survey survey, String problem) implements AnswerOutcome {}

    /** There is an answer, and the first one counts. */
    record AlreadyAnswered() implements AnswerOutcome {}

    /** Too late. */
    record Expired() implements AnswerOutcome {}

    /** No survey has this token. */
    record Unknown() implements AnswerOutcome {}
}
