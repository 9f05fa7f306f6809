select
  attempts.request_sha256 as sha256,
  attempts.request_body_key as body_key,
  bodies.raw_bytes,
  bodies.is_compressed,
  bodies.content
from attempts
left join bodies on bodies.key = attempts.request_body_key
where attempts.id = ?1 and attempts.request_sha256 is not null
