select
  events.id,
  events.body_sha256 as sha256,
  events.body_key,
  bodies.raw_bytes,
  bodies.is_compressed,
  bodies.content
from json_each(?1) as wanted
cross join events on events.id = unhex(wanted.value)
left join bodies on bodies.key = events.body_key
where events.body_bytes <= ?2
