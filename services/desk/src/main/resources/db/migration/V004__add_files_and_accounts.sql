-- The files of a message as JSON, and where the message is kept as HTML.
alter table timeline_entry add column files text, add column html text;

-- Our accounts on the channels, as their adapters tell of them.
create table channel_account (
    tenant       text        not null,
    channel      text        not null,
    account      text        not null,
    capabilities text        not null,
    told_at      timestamptz not null,
    primary key (tenant, channel, account)
);
