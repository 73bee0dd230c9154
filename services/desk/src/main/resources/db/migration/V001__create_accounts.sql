-- People sign in with their address alone, so an address belongs to one tenant of the installation.
create table account (
    tenant        text        not null,
    id            uuid        not null,
    email         text        not null unique,
    display_name  text        not null,
    password_hash text,
    roles         text[]      not null,
    capacity      int         not null,
    auto_accept   boolean     not null,
    active        boolean     not null,
    presence      text        not null,
    created_at    timestamptz not null,
    primary key (tenant, id)
);

-- Only the hash of a token is kept: whoever reads this table cannot sign in with it.
create table session (
    tenant     text        not null,
    token_hash text        not null unique,
    account_id uuid        not null,
    csrf_token text        not null,
    used_at    timestamptz not null,
    expires_at timestamptz not null,
    ends_at    timestamptz not null,
    primary key (tenant, token_hash),
    foreign key (tenant, account_id) references account (tenant, id) on delete cascade
);
create index session_account on session (tenant, account_id);
create index session_expiry on session (expires_at);

-- The key belongs to the installation, not to a tenant; only the desk's role can read it.
create table signing_key (
    slot        text primary key,
    private_jwk text        not null,
    created_at  timestamptz not null
);
