-- Events of messages that need nobody's attention when they come: the latest one that a person wrote, and all that were read when the
-- conversation was resolved.
alter table conversation add column heard uuid[] not null default '{}';
