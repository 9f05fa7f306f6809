-- ?1: an array of keys of events, here and in the files beside this one.
select destination_id, stage, created_at
from deliveries
where event_id in (select id from events where key in (select value from json_each(?1)))
