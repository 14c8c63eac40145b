-- A customer has tens of objects, not the thousand that Postgres assumes of a function: with that it would rather read
-- all events than look up a thousand.
alter function admin.objects_of(text) rows 30;
