-- An id tells more than a tenant and is compared faster than a text, so it comes first in the indexes that every event is written to.
alter table customer drop constraint customer_pkey, add primary key (customer_id, tenant);
alter table conversation drop constraint conversation_pkey, add primary key (conversation_id, tenant);
drop index conversation_open;
create index conversation_open on conversation (customer_id, tenant) where open;
alter table thread drop constraint thread_pkey, add primary key (thread_id, tenant);
