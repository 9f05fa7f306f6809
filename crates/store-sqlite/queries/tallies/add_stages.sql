-- An array of [destination in hexadecimal, stage, change].
insert into destination_tallies (destination_id, stage, deliveries)
select unhex(value ->> 0), value ->> 1, value ->> 2
from json_each(?)
where true
on conflict (destination_id, stage) do update
set deliveries = deliveries + excluded.deliveries
