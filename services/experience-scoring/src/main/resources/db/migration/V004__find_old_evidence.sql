-- Both are written in the order of their times, so a range index finds the old ones and costs a writer next to nothing.
create index evidence_at on evidence using brin (at) with (autosummarize = on);
create index contact_day_day on contact_day using brin (day) with (autosummarize = on);
