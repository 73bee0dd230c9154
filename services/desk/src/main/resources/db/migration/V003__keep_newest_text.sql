-- What of a message its sender wrote newly; null when that is all of it.
alter table timeline_entry add newest text;
