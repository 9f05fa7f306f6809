-- An array of [subscription in hexadecimal, source in hexadecimal, number].
insert into sequences (subscription_id, source_id, last)
select unhex(value ->> 0), unhex(value ->> 1), value ->> 2
from json_each(?)
where true
on conflict (subscription_id, source_id) do update
set last = max(last, excluded.last)
