-- An id tells more than a tenant and is compared faster than a text, so it comes first in the indexes that every event is written to.
alter table thread drop constraint thread_pkey, add primary key (id, tenant);
alter table conversation drop constraint conversation_pkey, add primary key (id, tenant);
drop index conversation_thread, conversation_customer, conversation_assignee;
create index conversation_thread on conversation (thread_id, tenant);
create index conversation_customer on conversation (customer_id, tenant);
create index conversation_assignee on conversation (assignee, tenant) where state <> 'RESOLVED';
alter table timeline_entry drop constraint timeline_entry_pkey, add primary key (id, tenant);
drop index timeline_entry_thread, timeline_entry_conversation;
create index timeline_entry_thread on timeline_entry (thread_id, tenant, at) where thread_id is not null;
create index timeline_entry_conversation on timeline_entry (conversation_id, tenant, at) where conversation_id is not null;
alter table customer drop constraint customer_pkey, add primary key (id, tenant);
