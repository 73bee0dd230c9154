create table survey (
    tenant           text        not null,
    survey_id        uuid        not null,
    token_hash       bytea       not null unique,
    customer_id      uuid        not null,
    customer_address text        not null,
    customer_name    text,
    conversation_id  uuid        not null,
    thread           jsonb       not null,
    agent_id         uuid,
    question         text        not null,
    asked_at         timestamptz not null,
    expires_at       timestamptz not null,
    due_event_id     uuid        not null,
    story            text        not null,
    rating           smallint check (rating between 1 and 5),
    comment          text,
    answered_at      timestamptz,
    primary key (tenant, survey_id)
);

create index survey_answered on survey (tenant, answered_at) include (rating) where answered_at is not null;

-- Breaches name only the conversation, so who it belongs to is kept.
create table conversation (
    tenant          text not null,
    conversation_id uuid not null,
    customer_id     uuid not null,
    customer_name   text,
    primary key (tenant, conversation_id)
);

-- Breaches that were read before their conversation (a replayed dead letter); they wait for it.
create table waiting_breach (
    tenant          text        not null,
    event_id        uuid        not null,
    conversation_id uuid        not null,
    at              timestamptz not null,
    primary key (tenant, event_id)
);

-- The last published score; its row is the lock under which a customer's evidence changes.
create table score (
    tenant        text not null,
    customer_id   uuid not null,
    customer_name text,
    score         double precision,
    evidence_at   timestamptz,
    primary key (tenant, customer_id)
);

create index score_recent on score (tenant, evidence_at desc);

create table evidence (
    tenant      text        not null,
    event_id    uuid        not null,
    customer_id uuid        not null,
    kind        text        not null,
    at          timestamptz not null,
    primary key (tenant, event_id)
);

create index evidence_of_customer on evidence (tenant, customer_id);

create table contact_day (
    tenant      text   not null,
    customer_id uuid   not null,
    day         date   not null,
    inward      bigint not null,
    outward     bigint not null,
    primary key (tenant, customer_id, day)
);

create index contact_day_by_day on contact_day (tenant, day) include (inward, outward);
