-- Nobody asks by these columns: collecting what the planner could know of their values would be for nothing.
alter table thread
  alter account set statistics 0,
  alter party set statistics 0,
  alter root set statistics 0,
  alter party_name set statistics 0,
  alter subject set statistics 0,
  alter preview set statistics 0,
  alter last_direction set statistics 0,
  alter last_message_at set statistics 0,
  alter answer_to set statistics 0,
  alter answer_chain set statistics 0,
  alter answer_at set statistics 0;
alter table conversation
  alter version set statistics 0,
  alter customer_address set statistics 0,
  alter customer_name set statistics 0,
  alter subject set statistics 0,
  alter about_version set statistics 0,
  alter reason set statistics 0,
  alter offer_expires_at set statistics 0,
  alter state_version set statistics 0,
  alter assignee_version set statistics 0,
  alter first_reply_due_at set statistics 0,
  alter first_reply_at set statistics 0,
  alter sla_version set statistics 0,
  alter heard_version set statistics 0,
  alter last_direction set statistics 0,
  alter preview set statistics 0;
alter table timeline_entry
  alter author_kind set statistics 0,
  alter author_name set statistics 0,
  alter body set statistics 0,
  alter subject set statistics 0,
  alter purpose set statistics 0,
  alter delivery set statistics 0,
  alter failure set statistics 0,
  alter event_type set statistics 0,
  alter explanation set statistics 0,
  alter newest set statistics 0,
  alter files set statistics 0,
  alter html set statistics 0;
alter table customer
  alter name set statistics 0,
  alter changed_at set statistics 0;
-- Rows are only ever looked for by their keys, so the plans are the same however many there are; to look at a sample whenever a table
-- has grown by a tenth was, with tidying, a tenth of what PostgreSQL did. Tidying what only grows helps nobody either.
alter table thread set (autovacuum_analyze_scale_factor = 1, autovacuum_vacuum_insert_scale_factor = 1);
alter table timeline_entry set (autovacuum_analyze_scale_factor = 1, autovacuum_vacuum_insert_scale_factor = 1);
alter table customer set (autovacuum_analyze_scale_factor = 1, autovacuum_vacuum_insert_scale_factor = 1);
-- Of these it matters how many are open, which changes slowly.
alter table conversation set (autovacuum_analyze_scale_factor = 0.5, autovacuum_vacuum_insert_scale_factor = 1);
