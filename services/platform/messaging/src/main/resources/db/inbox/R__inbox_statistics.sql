-- Nobody asks by these columns: the planner need not know of their values, and to collect them was most of what tidying these tables cost.
alter table inbox_event
  alter event_id set statistics 0,
  alter tenant set statistics 0;
-- Rows are written, and removed when they are old; what is known of such a table is as right after years as after an hour. To tidy what was
-- only written is of no use either: all of it is removed, and then tidied.
alter table inbox_event set (autovacuum_analyze_scale_factor = 100, autovacuum_vacuum_insert_threshold = -1);
