-- Nobody asks by these columns: the planner need not know of their values, and to collect them was most of what tidying these tables cost.
alter table inbox_event
  alter event_id set statistics 0,
  alter tenant set statistics 0;
-- Rows are written, and removed when they are old; what is known of such a table is as right after years as after an hour.
alter table inbox_event set (autovacuum_analyze_scale_factor = 100, autovacuum_vacuum_insert_scale_factor = 1);
-- Of what is not summarized the index knows nothing, and all of it is read when old rows are looked for.
alter index inbox_event_received_at set (autosummarize = on);
do $$
begin
  perform brin_summarize_new_values('inbox_event_received_at');
end
$$;
