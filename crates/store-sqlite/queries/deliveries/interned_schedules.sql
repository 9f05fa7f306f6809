-- The ids of schedules, from an array of their texts.
select id, schedule
from retry_schedules
where schedule in (select value from json_each(?))
