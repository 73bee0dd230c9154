-- What could not be read, as adapters tell of it, and what became of reading it again.
create table quarantined_payload (
    tenant      text        not null,
    channel     text        not null,
    account     text        not null,
    payload     text        not null,
    kept        boolean     not null,
    reason      text        not null,
    size        bigint      not null,
    at          timestamptz not null,
    attempts    int         not null default 0,
    asked_at    timestamptz,
    replayed_at timestamptz,
    failure     text,
    primary key (tenant, channel, account, payload)
);
create index quarantined_payload_age on quarantined_payload (tenant, at desc);
