select id
from issues
where state = 3 and ended_at < ?1
limit ?2
