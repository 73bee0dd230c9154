package io.rapport.contracts.experience;

/** What a survey measures. */
public enum SurveyKind {
    CSAT,
    NPS,
    CES
}
