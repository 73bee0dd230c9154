-- Decisions are written in the order of their times: a range index finds the old ones and costs a writer next to nothing.
create index decision_at on decision using brin (at) with (autosummarize = on);
