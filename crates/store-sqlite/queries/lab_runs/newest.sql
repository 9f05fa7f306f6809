select *
from lab_runs
order by id desc
