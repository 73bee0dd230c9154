-- Old rows are found by going through their tables bit by bit.
drop index survey_asked, evidence_at, contact_day_day;
