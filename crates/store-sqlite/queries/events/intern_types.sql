insert into event_types (name)
values
  (?)
on conflict (name) do nothing
