select delivery_rows.*
from (
  select delivery_id
  from issue_deliveries
  where issue_id = ?1 and (?2 is null or delivery_id < ?2)
  order by delivery_id desc
  limit ?3
) as page
cross join delivery_rows on delivery_rows.id = page.delivery_id
order by page.delivery_id desc
