-- Moves those that are in flight under their lease; the others are lost.
with concluded (
  id,
  held_lease,
  stage,
  due_at,
  lease,
  concluded_at,
  cause,
  attempts_made,
  last_attempt_id,
  last_started_at,
  last_status,
  last_error_class,
  last_total_us
) as (
  values
    (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)
update deliveries
set
  stage = concluded.stage,
  due_at = concluded.due_at,
  lease = concluded.lease,
  concluded_at = concluded.concluded_at,
  cause = concluded.cause,
  attempts_made = concluded.attempts_made,
  last_attempt_id = concluded.last_attempt_id,
  last_started_at = concluded.last_started_at,
  last_status = concluded.last_status,
  last_error_class = concluded.last_error_class,
  last_total_us = concluded.last_total_us
from concluded
where deliveries.id = concluded.id
  and deliveries.stage = 1
  and deliveries.lease = concluded.held_lease
