-- An id tells more than a tenant and is compared faster than a text, so it comes first in the indexes that every event is written to.
alter table profile drop constraint profile_pkey, add primary key (customer_id, tenant);
