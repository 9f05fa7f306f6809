select *
from replays
where ended_at is null
order by id desc
