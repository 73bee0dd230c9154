create table seen (tenant text not null, name text not null, at timestamptz not null default clock_timestamp());
