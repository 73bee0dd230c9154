-- An id tells more than a tenant and is compared faster than a text, so it comes first in the indexes that every event is written to.
alter table conversation
  drop constraint conversation_pkey, drop constraint conversation_tenant_thread_id_key,
  add primary key (id, tenant), add unique (thread_id, tenant);
alter table decision drop constraint decision_pkey, add primary key (conversation_id, version, tenant);
