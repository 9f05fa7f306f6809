select *
from replays
where ?1 is null or id < ?1
order by id desc
limit ?2
