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

-- Services create their own outbox_event by migration and cannot touch the publication; this adds the table for them.
create or replace function public.rapport_publish_outbox() returns event_trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  made record;
begin
  for made in
    select c.oid::regclass as name
    from pg_event_trigger_ddl_commands() d join pg_class c on c.oid = d.objid
    where d.classid = 'pg_class'::regclass and c.relname = 'outbox_event' and c.relkind = 'r'
  loop
    execute format('alter publication rapport_outbox add table %s', made.name);
  end loop;
end
$$;

do $$
begin
  if not exists (select from pg_event_trigger where evtname = 'rapport_publish_outbox') then
    create event trigger rapport_publish_outbox on ddl_command_end
      when tag in ('CREATE TABLE') execute function public.rapport_publish_outbox();
  end if;
end
$$;
