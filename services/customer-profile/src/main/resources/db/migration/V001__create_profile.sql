-- A provisional customer has the one identity its id is made from.
create table profile (
    tenant        text        not null,
    customer_id   uuid        not null,
    channel       text        not null,
    address       text        not null,
    name          text,
    name_at       timestamptz,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    inward_count  bigint      not null,
    outward_count bigint      not null,
    -- whether the log does not know the newest counts yet
    dirty         boolean     not null,
    published_at  timestamptz not null,
    primary key (tenant, customer_id)
);

create index profile_unpublished on profile (published_at) where dirty;

-- An empty channel stands for every channel.
create table consent (
    tenant      text        not null,
    customer_id uuid        not null,
    purpose     text        not null,
    channel     text        not null,
    status      text        not null,
    at          timestamptz not null,
    evidence    text        not null,
    primary key (tenant, customer_id, purpose, channel)
);
