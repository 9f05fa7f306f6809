select
  events.body_sha256 as sha256,
  events.body_key,
  bodies.raw_bytes,
  bodies.is_compressed,
  bodies.content
from events
left join bodies on bodies.key = events.body_key
where events.id = ?1
