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
