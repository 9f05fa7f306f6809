-- The arms are put in by `page.rs`: ids from one index each, newest first.
select event_rows.*
from (
  {arms}
  order by id desc
  limit ?2
) as page
cross join event_rows on event_rows.id = page.id
order by page.id desc
