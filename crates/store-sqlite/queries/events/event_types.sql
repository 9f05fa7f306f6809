select
  event_types.name as event_type,
  sum(event_type_tallies.events) as events,
  max(event_type_tallies.last_at) as last_at
from event_type_tallies
join event_types on event_types.id = event_type_tallies.event_type_id
where ?1 is null or event_type_tallies.source_id = ?1
group by event_types.id
having sum(event_type_tallies.events) > 0
order by events desc, event_type
