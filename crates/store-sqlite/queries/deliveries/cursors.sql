-- The arms are put in by `page.rs`: ids from one index each, newest first.
select id
from (
  {arms}
)
order by id desc
limit ?2
