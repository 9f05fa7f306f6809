select id, kept
from triggered
order by id desc
limit ?1
