-- The events this service has handled. Rows older than the retention are removed; nothing ever reads them but the insert.
create table inbox_event (
  event_id    uuid        not null,
  tenant      text        not null,
  received_at timestamptz not null default now(),
  primary key (event_id, tenant)
);

create index inbox_event_received_at on inbox_event using brin (received_at);
