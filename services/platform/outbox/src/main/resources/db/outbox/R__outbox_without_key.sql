-- Nobody looks for a row: the relay reads the write-ahead log, and old rows are found by going through the table bit by bit.
alter table outbox_event drop constraint if exists outbox_event_pkey;
