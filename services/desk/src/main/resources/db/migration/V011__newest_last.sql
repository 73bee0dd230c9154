-- The same orders, read backwards. What is new goes to the end of an index, where pages are filled; at the front they were split in half.
drop index conversation_open, conversation_resolved;
create index conversation_open on conversation (tenant, last_message_at, id desc) where state <> 'RESOLVED';
create index conversation_resolved on conversation (tenant, last_message_at, id desc) where state = 'RESOLVED';
