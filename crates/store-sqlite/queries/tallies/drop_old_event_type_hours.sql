-- All but so many hours in which something came.
delete from event_type_hours
where start_at < (
  select min(start_at)
  from (select distinct start_at from event_type_hours order by start_at desc limit ?)
)
