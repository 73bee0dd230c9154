-- What people call the network an account is on, where a channel has several.
alter table channel_account add column network text;
