-- What each process of an adapter has taken in over an account; its last count replaces the ones before.
create table intake (
    tenant          text        not null,
    channel         text        not null,
    account         text        not null,
    process         uuid        not null,
    since           timestamptz not null,
    received        bigint      not null,
    published       bigint      not null,
    repeated        bigint      not null,
    quarantined     bigint      not null,
    ignored         bigint      not null,
    deferred        bigint      not null,
    told_at         timestamptz not null,
    unsettled_since timestamptz,
    primary key (tenant, channel, account, process)
);
