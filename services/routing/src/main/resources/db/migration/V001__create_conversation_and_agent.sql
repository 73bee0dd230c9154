-- One row a conversation; see the conversation model for what the states mean.
create table conversation (
  tenant           text        not null,
  id               uuid        not null,
  thread_id        uuid        not null,
  channel          text        not null,
  account          text        not null,
  party            text        not null,
  root             text,
  customer_id      uuid        not null,
  customer_address text        not null,
  customer_name    text,
  subject          text,
  version          bigint      not null,
  customer_version bigint      not null,
  state            text        not null
    check (state in ('UNOPENED', 'QUEUED', 'OFFERED', 'ASSIGNED', 'SNOOZED', 'RESOLVED')),
  agent_id         uuid,        -- who has it, is offered it, or put it to sleep
  until            timestamptz, -- when the offer, the sleep or the pause between two rounds of offers ends
  waiting_since    timestamptz, -- the customer's place in the queue, kept through offers
  asked            uuid[]      not null,
  last_agent_id    uuid,
  clock_started_at timestamptz,
  clock_warn_at    timestamptz,
  clock_due_at     timestamptz,
  clock_status     text,
  replied_at       timestamptz,
  replied_by       uuid,
  answered         uuid[]      not null,
  next_timer_at    timestamptz,
  primary key (tenant, id),
  unique (tenant, thread_id)
);

create index conversation_timer on conversation (next_timer_at) where next_timer_at is not null;
create index conversation_waiting on conversation (tenant, waiting_since, id) where state = 'QUEUED';
create index conversation_offered on conversation (tenant, agent_id) where state = 'OFFERED';

-- Every event told of a conversation with its reason, so that people can ask why. The key proves the versions gapless.
create table decision (
  tenant          text        not null,
  conversation_id uuid        not null,
  version         bigint      not null,
  at              timestamptz not null,
  type            text        not null,
  rule            text        not null,
  text            text        not null,
  policy_version  text        not null,
  primary key (tenant, conversation_id, version)
);

create table agent (
  tenant           text    not null,
  id               uuid    not null,
  display_name     text    not null,
  capacity         integer not null,
  auto_accept      boolean not null,
  active           boolean not null,
  presence         text    not null,
  open_count       integer not null,
  last_assigned_at timestamptz,
  profile_at       timestamptz,
  presence_at      timestamptz,
  primary key (tenant, id)
);
