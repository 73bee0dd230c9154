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
