-- Accounts as administrators want them; an id stands in addresses, so it is one account's among all tenants.
create table account_setting (
    channel         text        not null,
    account_id      text        not null,
    tenant          text        not null,
    provider        text        not null,
    settings        text        not null,
    secrets         text        not null,
    removed         boolean     not null,
    version         int         not null,
    event           uuid        not null,
    changed_by      uuid        not null,
    changed_by_name text        not null,
    changed_at      timestamptz not null,
    primary key (channel, account_id)
);

-- What adapters last told of serving an account: of one that they are configured with, and of one that was wanted here.
create table account_state (
    tenant     text        not null,
    channel    text        not null,
    account_id text        not null,
    configured boolean     not null,
    state      text        not null,
    provider   text,
    account    text,
    settings   uuid,
    reason     text,
    told_at    timestamptz not null,
    primary key (tenant, channel, account_id, configured)
);

alter table channel_account add column account_id text, add column configured boolean;
