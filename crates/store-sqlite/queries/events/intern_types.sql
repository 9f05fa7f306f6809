with interned (name) as (
  values
    (?)
)
insert into event_types (name)
select name
from interned
where name is not null
on conflict (name) do nothing
