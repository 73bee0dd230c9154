-- What this service tells the log. Debezium reads it from the write-ahead log and routes each row to its topic; rows older
-- than the retention are removed.
create table outbox_event (
  seq           bigint      generated always as identity primary key,
  id            uuid        not null,
  topic         text        not null,
  key           text        not null,
  type          text        not null,
  source        text        not null,
  time          text        not null,
  specversion   text        not null default '1.0',
  content_type  text        not null default 'application/json',
  tenant        text        not null,
  correlationid text,
  causationid   text,
  traceparent   text,
  payload       text        not null,
  created_at    timestamptz not null default now()
);
