-- Nobody asks by these columns: collecting what the planner could know of their values would be for nothing.
alter table thread
  alter subject set statistics 0,
  alter message_id set statistics 0,
  alter message_references set statistics 0,
  alter at set statistics 0;
alter table conversation
  alter version set statistics 0,
  alter changed_at set statistics 0;
alter table customer
  alter name set statistics 0,
  alter known_at set statistics 0;
-- Rows are only ever looked for by their keys, so the plans are the same however many there are; to look at a sample whenever a table
-- has grown by a tenth was, with tidying, a tenth of what PostgreSQL did. Tidying what only grows helps nobody either.
alter table thread set (autovacuum_analyze_scale_factor = 1, autovacuum_vacuum_insert_scale_factor = 1);
alter table conversation set (autovacuum_analyze_scale_factor = 1, autovacuum_vacuum_insert_scale_factor = 1);
alter table customer set (autovacuum_analyze_scale_factor = 1, autovacuum_vacuum_insert_scale_factor = 1);
