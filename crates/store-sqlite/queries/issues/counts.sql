with looked_at as (
  select delivery_id, event_id
  from issue_deliveries
  where issue_id = ?1
  order by delivery_id desc
  limit ?2
)
select
  deliveries.stage,
  count(*) as deliveries,
  (select count(distinct event_id) from looked_at) as events
from looked_at
cross join deliveries on deliveries.id = looked_at.delivery_id
group by deliveries.stage
