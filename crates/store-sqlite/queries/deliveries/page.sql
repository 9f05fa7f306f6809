-- The arms are put in by `page.rs`: ids from one index each, newest first.
select
  delivery_rows.*,
  (select verdict from events where events.id = delivery_rows.event_id) as verdict,
  (select delivery_count from events where events.id = delivery_rows.event_id) as event_deliveries,
  (select issue_id from issue_deliveries where delivery_id = delivery_rows.id) as issue_id
from (
  {arms}
  order by id desc
  limit ?2
) as page
cross join delivery_rows on delivery_rows.id = page.id
order by page.id desc
