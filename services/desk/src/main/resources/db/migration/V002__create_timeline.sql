-- Declared in the order in which a status may move, so that greatest() only ever moves it forward.
create type delivery_status as enum ('ACCEPTED', 'QUEUED', 'SENT', 'FAILED', 'DELIVERED', 'READ');

-- Facts about a thread come from messages and from conversations, in any order; both lock the thread's row first.
create table thread (
    tenant           text not null,
    id               uuid not null,
    channel          text not null,
    account          text not null,
    party            text not null,
    root             text,
    party_name       text,
    subject          text,
    preview          text,
    last_direction   text,
    last_message_at  timestamptz,
    answer_to        text,
    answer_chain     text[],
    answer_at        timestamptz,
    primary key (tenant, id)
);

-- What routing decided. Every group of columns remembers the version that wrote it, so events may come in any order.
create table conversation (
    tenant             text        not null,
    id                 uuid        not null,
    version            bigint      not null,
    thread_id          uuid,
    customer_id        uuid,
    customer_address   text,
    customer_name      text,
    subject            text,
    about_version      bigint      not null,
    opened_at          timestamptz not null,
    state              text        not null,
    reason             text,
    offered_to         uuid,
    offer_expires_at   timestamptz,
    resolved_at        timestamptz,
    state_version      bigint      not null,
    assignee           uuid,
    assignee_version   bigint      not null,
    sla_state          text        not null,
    first_reply_due_at timestamptz,
    first_reply_at     timestamptz,
    sla_version        bigint      not null,
    heard_version      bigint      not null,
    last_message_at    timestamptz not null,
    last_direction     text,
    preview            text,
    primary key (tenant, id)
);
create index conversation_thread on conversation (tenant, thread_id);
create index conversation_customer on conversation (tenant, customer_id);
create index conversation_open on conversation (tenant, last_message_at desc, id) where state <> 'RESOLVED';
create index conversation_resolved on conversation (tenant, last_message_at desc, id) where state = 'RESOLVED';
create index conversation_assignee on conversation (tenant, assignee) where state <> 'RESOLVED';
create index conversation_offered on conversation (tenant, offered_to) where state = 'OFFERED';

-- A message belongs to its thread, an event line to its conversation. An outgoing message has the id of its command.
create table timeline_entry (
    tenant          text        not null,
    id              uuid        not null,
    thread_id       uuid,
    conversation_id uuid,
    at              timestamptz not null,
    direction       text,
    author_kind     text        not null,
    author_name     text,
    body            text,
    subject         text,
    purpose         text,
    delivery        delivery_status,
    failure         text,
    event_type      text,
    explanation     text,
    primary key (tenant, id)
);
create index timeline_entry_thread on timeline_entry (tenant, thread_id, at) where thread_id is not null;
create index timeline_entry_conversation on timeline_entry (tenant, conversation_id, at) where conversation_id is not null;

-- Customers' names; a merged id has a row of its own with the name of the customer it became.
create table customer (
    tenant     text        not null,
    id         uuid        not null,
    name       text,
    changed_at timestamptz not null,
    primary key (tenant, id)
);

-- Commands taken from the browser, so that sending one again changes nothing.
create table accepted_command (
    tenant          text        not null,
    id              uuid        not null,
    conversation_id uuid        not null,
    accepted_at     timestamptz not null,
    primary key (tenant, id)
);
create index accepted_command_age on accepted_command (accepted_at);
