select *
from replays
order by id desc
limit ?1
