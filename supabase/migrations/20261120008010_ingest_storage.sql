-- What PostgreSQL has to do beside the writing of a row, with every event.

-- The text of every check of a table is read and planned anew for each statement that writes to it. The words are
-- written by the functions of this schema alone.
alter table stripe.events drop constraint events_source_check, drop constraint events_status_check;
alter table stripe.objects drop constraint objects_rank_check;

-- So is the condition of every partial index, whether the row belongs to it or not. One for all events that are not
-- done does for the worker, the doctor and the console.
create index events_open_idx on stripe.events (status, seq desc)
  where status in ('received', 'fetch', 'failed', 'dead');
drop index stripe.events_due_idx, stripe.events_dead_idx, stripe.events_trouble_idx;

-- Rows of events and objects lie as they are, up to a page: to compress each twice (an event and the object in it) and to
-- read the object again with the next event was a sixth of what an event costs. It takes about twice the room.
alter table stripe.events set (toast_tuple_target = 8160);
alter table stripe.objects set (toast_tuple_target = 8160);
