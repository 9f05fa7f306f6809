-- The ids of kinds, from an array of their names.
select id, name
from event_types
where name in (select value from json_each(?))
