with interned (schedule) as (
  values
    (?)
)
insert into retry_schedules (schedule)
select schedule
from interned
where schedule is not null
on conflict (schedule) do nothing
