-- Nobody asks by these columns: collecting what the planner could know of their values would be for nothing.
alter table conversation
  alter channel set statistics 0,
  alter account set statistics 0,
  alter party set statistics 0,
  alter root set statistics 0,
  alter customer_id set statistics 0,
  alter customer_address set statistics 0,
  alter customer_name set statistics 0,
  alter subject set statistics 0,
  alter version set statistics 0,
  alter customer_version set statistics 0,
  alter until set statistics 0,
  alter asked set statistics 0,
  alter last_agent_id set statistics 0,
  alter clock_started_at set statistics 0,
  alter clock_warn_at set statistics 0,
  alter clock_due_at set statistics 0,
  alter clock_status set statistics 0,
  alter replied_at set statistics 0,
  alter replied_by set statistics 0,
  alter answered set statistics 0,
  alter heard set statistics 0;
alter table decision
  alter version set statistics 0,
  alter type set statistics 0,
  alter rule set statistics 0,
  alter text set statistics 0,
  alter policy_version set statistics 0;
-- Rows are only ever looked for by their keys, so the plans are the same however many there are; to look at a sample whenever a table
-- has grown by a tenth was, with tidying, a tenth of what PostgreSQL did. Tidying what only grows helps nobody either.
alter table decision set (autovacuum_analyze_scale_factor = 1, autovacuum_vacuum_insert_scale_factor = 1);
-- Of these it matters how many are open, which changes slowly.
alter table conversation set (autovacuum_analyze_scale_factor = 0.5, autovacuum_vacuum_insert_scale_factor = 1);
