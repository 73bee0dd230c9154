-- Old rows are found by going through the table bit by bit. The index of ages knew no age of a page that was written to a second time,
-- and sent the search through the whole table every minute.
drop index if exists inbox_event_received_at;
