-- What care knows of contact with customers ------------------------------------------------------------------------------

create table customer (
    tenant      text not null,
    customer_id uuid not null,
    name        text,
    known_at    timestamptz,
    primary key (tenant, customer_id)
);

-- An empty channel stands for every channel.
create table consent (
    tenant      text        not null,
    customer_id uuid        not null,
    purpose     text        not null,
    channel     text        not null,
    status      text        not null,
    at          timestamptz not null,
    primary key (tenant, customer_id, purpose, channel)
);

create table conversation (
    tenant          text        not null,
    conversation_id uuid        not null,
    customer_id     uuid        not null,
    open            boolean     not null,
    version         bigint      not null,
    changed_at      timestamptz not null,
    primary key (tenant, conversation_id)
);

create index conversation_open on conversation (tenant, customer_id) where open;

-- The last message of a thread, so that what we send next continues it. References as in a mail header.
create table thread (
    tenant             text        not null,
    thread_id          uuid        not null,
    subject            text,
    message_id         text        not null,
    message_references text        not null,
    at                 timestamptz not null,
    primary key (tenant, thread_id)
);

-- Contact that we started, by the command that asked for it.
create table contact (
    tenant      text        not null,
    command_id  uuid        not null,
    customer_id uuid        not null,
    purpose     text        not null,
    channel     text        not null,
    at          timestamptz not null,
    primary key (tenant, command_id)
);

create index contact_of_customer on contact (tenant, customer_id, at);

create table agent (
    tenant      text    not null,
    agent_id    uuid    not null,
    name        text,
    active      boolean not null default true,
    available   boolean not null default false,
    profile_at  timestamptz,
    presence_at timestamptz,
    primary key (tenant, agent_id)
);

-- The attention budget ---------------------------------------------------------------------------------------------------

create table decision (
    tenant          text        not null,
    follow_up_id    uuid        not null,
    at              timestamptz not null,
    customer_id     uuid        not null,
    purpose         text        not null,
    channel         text        not null,
    granted         boolean     not null,
    rule            text        not null,
    reason          text        not null,
    policy_version  text        not null,
    primary key (tenant, follow_up_id)
);

create index decision_recent on decision (tenant, at desc) include (granted);

-- Recoveries -------------------------------------------------------------------------------------------------------------

create table recovery (
    tenant             text        not null,
    recovery_id        uuid        not null,
    customer_id        uuid        not null,
    customer_address   text,
    customer_name      text,
    conversation_id    uuid,
    thread             jsonb,
    opened_at          timestamptz not null,
    cause              text        not null,
    rating             smallint    not null,
    scale_min          smallint    not null,
    scale_max          smallint    not null,
    comment            text,
    apology_due_at     timestamptz not null,
    assignee_id        uuid,
    opened_event_id    uuid        not null,
    story              text        not null,
    version            bigint      not null,
    state              text        not null,
    apology_request_id uuid,
    apology_by         uuid,
    apology_text       text,
    apology_sent       boolean,
    apology_at         timestamptz,
    close_request_id   uuid,
    closed_by          uuid,
    recovered          boolean,
    note               text,
    closed_at          timestamptz,
    primary key (tenant, recovery_id)
);

-- One conversation is recovered once at a time, however often it is rated.
create unique index recovery_open on recovery (tenant, conversation_id) where state <> 'CLOSED';
create index recovery_of_customer on recovery (tenant, customer_id) where state <> 'CLOSED';
create index recovery_due on recovery (tenant, apology_due_at) where state <> 'CLOSED';
create index recovery_opened_at on recovery (tenant, opened_at);
create index recovery_closed_at on recovery (tenant, closed_at) where state = 'CLOSED';
