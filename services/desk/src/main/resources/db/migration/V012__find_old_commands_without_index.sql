-- Old rows are found by going through the table bit by bit.
drop index accepted_command_age;
