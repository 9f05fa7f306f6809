select *
from secrets
order by id
