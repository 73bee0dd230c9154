-- Surveys are written in the order of their times: a range index finds the old ones and costs a writer next to nothing.
create index survey_asked on survey using brin (asked_at) with (autosummarize = on);
