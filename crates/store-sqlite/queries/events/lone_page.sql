-- The arms are put in by `page.rs`: ids of events without delivery, newest first.
select
  event_rows.id,
  event_rows.source_id,
  event_rows.event_type,
  event_rows.received_at,
  event_rows.body_bytes,
  event_rows.verdict
from (
  {arms}
  order by id desc
  limit ?2
) as page
cross join event_rows on event_rows.id = page.id
order by page.id desc
