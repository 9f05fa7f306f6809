insert into retry_schedules (schedule)
values
  (?)
on conflict (schedule) do nothing
