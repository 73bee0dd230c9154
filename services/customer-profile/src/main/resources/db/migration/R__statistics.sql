-- Nobody asks by these columns: collecting what the planner could know of their values would be for nothing.
alter table profile
  alter channel set statistics 0,
  alter address set statistics 0,
  alter name set statistics 0,
  alter name_at set statistics 0,
  alter first_seen_at set statistics 0,
  alter last_seen_at set statistics 0,
  alter inward_count set statistics 0,
  alter outward_count set statistics 0;
-- Rows are only ever looked for by their keys, so the plans are the same however many there are; to look at a sample whenever a table
-- has grown by a tenth was, with tidying, a tenth of what PostgreSQL did. Tidying what only grows helps nobody either.
alter table profile set (autovacuum_analyze_scale_factor = 1, autovacuum_vacuum_insert_scale_factor = 1);
