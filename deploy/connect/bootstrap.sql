-- Prepares an empty database for the services and for the relay of their outboxes. Run it as a superuser, before any of them
-- starts; running it again changes nothing. The launcher does this locally; elsewhere: psql -d rapport -f bootstrap.sql.

-- The slot comes first, because it must be made in a transaction that has written nothing. It is here at all because it holds
-- back the log from now on: services and Connect may start in any order, and no event of the first minute is lost.
select pg_create_logical_replication_slot('rapport_outbox', 'pgoutput')
where not exists (select from pg_replication_slots where slot_name = 'rapport_outbox');

-- One schema and one role a service, of the same name; nobody reads another's tables. Passwords are the installation's matter.
do $$
declare
  service text;
begin
  foreach service in array array['routing', 'care_follow_up', 'experience_scoring', 'customer_profile', 'desk'] loop
    if not exists (select from pg_roles where rolname = service) then
      execute format('create role %I login', service);
    end if;
    execute format('create schema if not exists %I authorization %I', service, service);
    execute format('alter role %I set search_path = %I', service, service);
  end loop;
end
$$;

-- Inserts only: the cleaning of old rows is nobody's event.
do $$
begin
  if not exists (select from pg_publication where pubname = 'rapport_outbox') then
    create publication rapport_outbox with (publish = 'insert');
  end if;
end
$$;

-- Publishes what an event consists of: the table's own order and age are nobody's either, and each column costs the relay as much
-- as it costs to read and write it.
create or replace function public.rapport_publish_outbox(outbox regclass) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  columns text;
begin
  select string_agg(quote_ident(attname), ', ' order by attnum) into columns
  from pg_attribute
  where attrelid = outbox and attnum > 0 and not attisdropped and attname not in ('seq', 'created_at');
  if exists (select from pg_publication_rel r join pg_publication p on p.oid = r.prpubid
      where p.pubname = 'rapport_outbox' and r.prrelid = outbox) then
    execute format('alter publication rapport_outbox drop table %s', outbox);
  end if;
  execute format('alter publication rapport_outbox add table %s (%s)', outbox, columns);
end
$$;

-- Services create their own outbox_event by migration and cannot touch the publication; this adds the table for them.
create or replace function public.rapport_publish_outbox() returns event_trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform public.rapport_publish_outbox(d.objid::regclass)
  from pg_event_trigger_ddl_commands() d join pg_class c on c.oid = d.objid
  where d.classid = 'pg_class'::regclass and c.relname = 'outbox_event' and c.relkind = 'r';
end
$$;

drop event trigger if exists rapport_publish_outbox;
create event trigger rapport_publish_outbox on ddl_command_end
  when tag in ('CREATE TABLE', 'ALTER TABLE') execute function public.rapport_publish_outbox();

-- Those of before, which were published whole.
select public.rapport_publish_outbox(r.prrelid)
from pg_publication_rel r join pg_publication p on p.oid = r.prpubid
where p.pubname = 'rapport_outbox' and r.prattrs is null;
