-- A breach names its customer itself.
drop table conversation;
drop table waiting_breach;
