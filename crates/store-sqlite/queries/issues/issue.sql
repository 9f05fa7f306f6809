select *
from issues
where id = ?1
