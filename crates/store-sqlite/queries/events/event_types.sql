select
  event_types.name as event_type,
  sum(event_type_tallies.events) as events,
  max(event_type_tallies.last_at) as last_at,
  coalesce(
    (
      select sum(event_type_hours.events)
      from event_type_hours
      where event_type_hours.event_type_id = event_types.id
        and event_type_hours.start_at >= ?2
        and (?1 is null or event_type_hours.source_id = ?1)
    ),
    0
  ) as recent_events
from event_type_tallies
join event_types on event_types.id = event_type_tallies.event_type_id
where ?1 is null or event_type_tallies.source_id = ?1
group by event_types.id
having sum(event_type_tallies.events) > 0
order by events desc, event_type
