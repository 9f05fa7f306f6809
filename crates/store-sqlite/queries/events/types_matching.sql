select id
from event_types
where (?1 is null or name glob ?1)
  and (?2 is null or name like ?2 escape '\')
