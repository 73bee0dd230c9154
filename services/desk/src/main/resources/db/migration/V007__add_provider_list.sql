-- How our intake compared with a provider's own list the last time, and all that was ever fetched after the fact.
create table provider_list (
    tenant        text        not null,
    channel       text        not null,
    account       text        not null,
    list          text        not null,
    listed        bigint      not null,
    known         bigint      not null,
    fetched       bigint      not null,
    missing       bigint      not null,
    at            timestamptz not null,
    fetched_total bigint      not null,
    fetched_at    timestamptz,
    primary key (tenant, channel, account, list)
);
