select *
from replays
where id = ?1
