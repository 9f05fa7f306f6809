select
  attempts.response_sha256 as sha256,
  attempts.response_body_key as body_key,
  bodies.raw_bytes,
  bodies.is_compressed,
  bodies.content
from attempts
left join bodies on bodies.key = attempts.response_body_key
where attempts.id = ?1 and attempts.status is not null
